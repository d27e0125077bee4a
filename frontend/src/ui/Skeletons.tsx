import { makeStyles, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";

const useStyles = makeStyles({
  rows: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingVerticalM },
});

export interface SkeletonsProps {
  rows?: number;
  /** Height of a row in pixels, that of what it stands for: nothing jumps when the rows arrive. */
  height?: 16 | 20 | 24 | 32 | 40 | 48 | 56 | 64 | 72;
}

/** Rows that are still being read. */
export function Skeletons({ rows = 6, height = 32 }: SkeletonsProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Skeleton aria-label={t("common.loading")} className={styles.rows}>
      {Array.from({ length: rows }, (_, row) => (
        <SkeletonItem key={row} size={height} />
      ))}
    </Skeleton>
  );
}
