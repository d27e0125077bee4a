import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { newQueryClient, refuseDrops } from "./api";
import { App } from "./app/App";
import { Providers } from "./app/Providers";
import { languageOf, startText } from "./text";
import "./main.css";

startText(languageOf("", navigator.language));
refuseDrops();

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Providers client={newQueryClient()}>
        <App />
      </Providers>
    </StrictMode>,
  );
}
