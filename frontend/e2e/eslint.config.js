import js from "@eslint/js";
import tseslint from "typescript-eslint";

// The flows hold sentences on purpose: they read the screens as a person does.
export default tseslint.config(
  { ignores: ["**/*.js"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
);
