import { createContext, useContext } from "react";
import type { CopyInitial } from "../screens/copy/draft";

/** Opens Copy to CRM, prefilled with what is known where it was asked for. */
export type OpenCopy = (initial?: CopyInitial) => void;

export const CopyContext = createContext<OpenCopy>(() => {});

export const useCopy = () => useContext(CopyContext);
