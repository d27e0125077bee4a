import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// Every sentence a person reads stands in src/text: a letter in JSX, or in an attribute that is read out, is a mistake.
const noLiteralText = [
  {
    selector: "JSXText[value=/\\p{L}/u]",
    message: "Text belongs in src/text/en.json and es.json.",
  },
  {
    selector:
      "JSXAttribute[name.name=/^(label|placeholder|title|alt|aria-label|aria-description|help)$/] > Literal[value=/\\p{L}/u]",
    message: "Text belongs in src/text/en.json and es.json.",
  },
  {
    selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
    message: "Text from outside stays text.",
  },
];

export default tseslint.config(
  { ignores: ["dist", "node_modules", "wailsjs", "e2e"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  jsxA11y.flatConfigs.recommended,
  reactHooks.configs.flat["recommended-latest"],
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "no-restricted-syntax": ["error", ...noLiteralText],
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["**/wailsjs/**"], message: "Only src/api talks to the program." }] },
      ],
      "no-restricted-globals": ["error", { name: "fetch", message: "The page makes no connections." }],
    },
  },
  { files: ["src/api/**"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["src/**/*.test.{ts,tsx}", "src/testing/**"],
    rules: { "no-restricted-syntax": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["*.js", "vite.config.ts"],
    languageOptions: { globals: { process: "readonly" } },
  },
);
