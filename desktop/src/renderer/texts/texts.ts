import { en } from './en.js';

/** What every language has to say. */
export type Texts = typeof en;

const languages: Readonly<Record<string, Texts>> = { en };

/** The app's texts in the person's language, where there is a file of it. */
export const texts: Texts = languages[navigator.language.slice(0, 2)] ?? en;
