import { useTranslation } from "react-i18next";
import type { NetworkTest, Proxy } from "../../api";

/** The way out, in a sentence. */
export function useProxyWords(): (proxy: Proxy) => string {
  const { t, i18n } = useTranslation();
  return ({ address, source }) => {
    const key = `connection.network.proxy.${source}`;
    if (address === "") return t(source === "script-failed" ? key : "connection.network.proxy.none");
    return t(i18n.exists(key) ? key : "connection.network.proxy.system", { address });
  };
}

/** Why a host does not answer, in a sentence; a cause of a newer program reads as what happened. */
export function useCauseWords(): (problem: NetworkTest["problem"]) => string {
  const { t, i18n } = useTranslation();
  return ({ code, detail }) => {
    const keys = [`connection.network.causes.${detail}`, `errors.${code}.what`, "errors.unexpected.what"];
    return t(keys.find((key) => i18n.exists(key)) ?? "errors.unexpected.what");
  };
}
