import { useDeferredValue, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../../api";
import { go, useRoute } from "../../app/route";
import { OfflineNote } from "../../ui/OfflineNote";
import { Screen } from "../../ui/Screen";
import { SplitView } from "../../ui/SplitView";
import { CopyButton } from "../copy/CopyButton";
import { noFilters, type Filters } from "./filters";
import { RecordList } from "./RecordList";
import { RecordPanel } from "./RecordPanel";

/** Leads & accounts: what was imported, saved or all, with one record open beside the list. */
export function RecordsScreen() {
  const { t } = useTranslation();
  const { params } = useRoute();
  const [table = "", id = ""] = params;
  const [filters, setFilters] = useState<Filters>(noFilters);
  const text = useDeferredValue(filters.text);
  const follow = useRef(false);
  const grid = useRef<HTMLDivElement>(null);
  const status = useStatus().data;
  const offline = status?.connection === "connected" && !status.online;
  const close = () => go("records");
  return (
    <Screen title={t("shell.nav.records")} commands={<CopyButton />} fill>
      {offline && <OfflineNote text={t("records.offline")} />}
      <SplitView
        panel={
          id === "" ? null : (
            <RecordPanel table={table} id={id} onClose={close} onOpen={(row) => go("records", row.table, row.id)} />
          )
        }
        panelLabel={t("records.panel.label")}
        panelKey={`${table}/${id}`}
        onClose={close}
        followRef={follow}
        homeRef={grid}
      >
        <RecordList
          filters={filters}
          asked={{ ...filters, text }}
          onChange={(change) => setFilters((now) => ({ ...now, ...change }))}
          open={{ table, id }}
          gridRef={grid}
          onOpen={(row, byKeyboard) => {
            follow.current = byKeyboard;
            go("records", row.table, row.id);
          }}
        />
      </SplitView>
    </Screen>
  );
}
