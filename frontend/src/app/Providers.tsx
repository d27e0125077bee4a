import { FluentProvider } from "@fluentui/react-components";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { followChanges, usePreferences } from "../api";
import { languageOf } from "../text";
import { themeOf, useDark } from "./theme";

// Not a class: Fluent UI gives the classes of its provider to every menu and dialog too, and they would fill the window.
const fill = { height: "100%" };

export interface ProvidersProps {
  client: QueryClient;
  children: ReactNode;
}

/** What every screen stands in: the cache of the program's answers, the language and the theme. */
export function Providers({ client, children }: ProvidersProps) {
  useEffect(() => followChanges(client), [client]);
  return (
    <QueryClientProvider client={client}>
      <Look>{children}</Look>
    </QueryClientProvider>
  );
}

function Look({ children }: { children: ReactNode }) {
  const { data: preferences } = usePreferences();
  const { i18n } = useTranslation();
  const dark = useDark(preferences?.theme ?? "system");
  const language = languageOf(preferences?.language ?? "", navigator.language);
  useEffect(() => {
    if (i18n.language !== language) void i18n.changeLanguage(language);
    document.documentElement.lang = language;
  }, [i18n, language]);
  useEffect(() => {
    // Scroll bars and native pickers follow the page's scheme.
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
  }, [dark]);
  return (
    <FluentProvider theme={themeOf(dark)} style={fill}>
      {children}
    </FluentProvider>
  );
}
