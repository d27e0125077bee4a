import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { newQueryClient, refuseDrops, shell } from "./api";
import { App } from "./app/App";
import { Providers } from "./app/Providers";
import { stayHere } from "./app/stay";
import { languageOf, startText } from "./text";
import "./main.css";

startText(languageOf("", navigator.language));
refuseDrops();
stayHere(window, (url) => void shell.openExternal(url).catch(() => {})); // a link that is refused goes nowhere

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
