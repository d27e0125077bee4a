import type { ComponentType } from "react";
import { ConnectionScreen } from "../screens/connection";
import { HomeScreen } from "../screens/home";
import { LinkedInScreen } from "../screens/linkedin";
import { OutboxScreen } from "../screens/outbox";
import { RecordsScreen } from "../screens/records";
import { SettingsScreen } from "../screens/settings";
import { UnresolvedScreen } from "../screens/unresolved";
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

/** The screen of a name. */
export function CurrentScreen({ screen }: { screen: ScreenName }) {
  const Component = components[screen];
  return <Component />;
}
