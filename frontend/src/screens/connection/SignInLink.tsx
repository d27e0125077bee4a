import { Button, Field, Input, makeStyles, Text, tokens } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { connection, copyText, decodeError } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, alignItems: "flex-start" },
  help: { color: tokens.colorNeutralForeground2 },
  link: { width: "420px", maxWidth: "100%" },
});

/** Copies the address of the sign-in page, for a private window. */
export function SignInLink({ attemptId }: { attemptId: string }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const copy = useMutation({
    mutationFn: async () => {
      const link = await connection.signInLink(attemptId);
      return { link, copied: await copyText(link) };
    },
  });
  return (
    <div className={styles.root}>
      <Button icon={<CopyRegular />} disabled={copy.isPending} onClick={() => copy.mutate()}>
        {t("connection.copySignInLink")}
      </Button>
      <Text size={200} className={styles.help} role="status">
        {copy.data === undefined
          ? t("connection.copySignInLinkHelp")
          : t(copy.data.copied ? "connection.linkCopied" : "connection.linkNotCopied")}
      </Text>
      {copy.data?.copied === false ? (
        <Field label={t("connection.signInLink")} className={styles.link}>
          <Input readOnly value={copy.data.link} />
        </Field>
      ) : null}
      {copy.error === null ? null : <ErrorNote error={decodeError(copy.error)} />}
    </div>
  );
}
