import { createContext, use } from 'react';
import type { Command, Feature, Navigation, Page } from './feature.js';

/** The features that this app is made of; `main.tsx` hands in the table of them. */
export const FeaturesContext = createContext<readonly Feature[]>([]);

export function useFeatures(): readonly Feature[] {
  return use(FeaturesContext);
}

export function usePages(): ReadonlyMap<string, Page> {
  const pages = useFeatures().flatMap((feature) => feature.pages ?? []);
  return new Map(pages.map((page) => [page.page, page]));
}

export function useNavigation(): readonly Navigation[] {
  return useFeatures().flatMap((feature) => feature.navigation ?? []);
}

export function useCommands(): readonly Command[] {
  return useFeatures().flatMap((feature) => feature.commands ?? []);
}
