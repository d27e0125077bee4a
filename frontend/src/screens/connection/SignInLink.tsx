import { Button, Field, Input, makeStyles, Text, tokens } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { connection, copyText, decodeError, useSignInLink } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, alignItems: "flex-start", width: "100%" },
  help: { color: tokens.colorNeutralForeground2 },
  link: { width: "560px", maxWidth: "100%" },
});

export interface SignInLinkProps {
  attemptId: string;
  /** No browser could be opened: the person needs the link itself. */
  shown: boolean;
}

/** Copies the address of the sign-in page, for a private window, or where no browser could be opened. */
export function SignInLink({ attemptId, shown }: SignInLinkProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const known = useSignInLink(attemptId, shown);
  const copy = useMutation({
    mutationFn: async () => {
      const link = await connection.signInLink(attemptId);
      return { link, copied: await copyText(link) };
    },
  });
  const link = copy.data?.copied === false ? copy.data.link : known.data;
  const failure = copy.error ?? known.error;
  return (
    <div className={styles.root}>
      {shown ? <ErrorNote error={{ code: "no-browser", detail: "" }} intent="warning" /> : null}
      {link === undefined ? null : (
        <Field label={t("connection.signInLink")} className={styles.link}>
          <Input readOnly value={link} onFocus={(event) => event.target.select()} />
        </Field>
      )}
      <Button
        icon={<CopyRegular />}
        appearance={shown ? "primary" : "secondary"}
        disabled={copy.isPending}
        onClick={() => copy.mutate()}
      >
        {t("connection.copySignInLink")}
      </Button>
      <Text size={200} className={styles.help} role="status">
        {copy.data === undefined
          ? t("connection.copySignInLinkHelp")
          : t(copy.data.copied ? "connection.linkCopied" : "connection.linkNotCopied")}
      </Text>
      {failure === null ? null : <ErrorNote error={decodeError(failure)} />}
    </div>
  );
}
