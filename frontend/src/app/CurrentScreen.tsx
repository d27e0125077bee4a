import { useEffect, useRef, type ComponentType } from "react";
import { ConnectionScreen } from "../screens/connection";
import { HomeScreen } from "../screens/home";
import { LinkedInScreen } from "../screens/linkedin";
import { OutboxScreen } from "../screens/outbox";
import { RecordsScreen } from "../screens/records";
import { SettingsScreen } from "../screens/settings";
import { UnresolvedScreen } from "../screens/unresolved";
import { focusHeading, whenFocusIsLost } from "../ui/focus";
import type { ScreenName } from "./route";

const components: Record<ScreenName, ComponentType> = {
  home: HomeScreen,
  records: RecordsScreen,
  linkedin: LinkedInScreen,
  outbox: OutboxScreen,
  unresolved: UnresolvedScreen,
  "crm-settings": SettingsScreen,
  connection: ConnectionScreen,
};

/** The screen of a name. What led to it from another one may have gone with that: its heading takes the focus then. */
export function CurrentScreen({ screen }: { screen: ScreenName }) {
  const before = useRef(screen);
  useEffect(() => {
    if (before.current === screen) return undefined;
    before.current = screen;
    return whenFocusIsLost(focusHeading);
  }, [screen]);
  const Component = components[screen];
  return <Component />;
}
