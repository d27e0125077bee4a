import { makeStyles, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
  count: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    padding: `${tokens.spacingVerticalXS} 0`,
    flexShrink: 0,
  },
});

interface ListCountProps {
  list: { total: number; loading: boolean; stale: boolean };
  text: string;
}

/** How many rows a list has, said once it is known. */
export function ListCount({ list, text }: ListCountProps) {
  return (
    <div role="status" className={useStyles().count}>
      {list.loading || list.stale || list.total === 0 ? "" : text}
    </div>
  );
}
