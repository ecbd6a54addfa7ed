import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Desk } from '../data/desk.js';
import type { Place } from './place.js';

/** A page of the app; it is shown where the address names it. */
export interface Page {
  /** The first step of its address. */
  readonly page: string;
  readonly title: (place: Place) => string;
  readonly Component: ComponentType<{ readonly place: Place }>;
}

/** An entry at the head of the sidebar. */
export interface Navigation {
  readonly title: string;
  readonly Icon: LucideIcon;
  readonly place: Place;
  /** A number or mark behind the title. */
  readonly Badge?: ComponentType;
}

export type MenuName = 'file' | 'edit' | 'view' | 'go' | 'catalog' | 'help';

/** Something that can be done from anywhere: found in the search box, perhaps with keys of its own. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** As in `Mod+K`; Mod is Ctrl, on a Mac the command key. */
  readonly keys?: string;
  /** Where it stands in the menu of a window, if it does. */
  readonly menu?: MenuName;
  readonly run: (desk: Desk) => void;
}

/** What a folder under `features/` adds to the app. `features/table.ts` lists them. */
export interface Feature {
  readonly pages?: readonly Page[];
  readonly navigation?: readonly Navigation[];
  readonly commands?: readonly Command[];
  /** Shown in the line at the foot of the window. */
  readonly Status?: ComponentType;
  /** Always there, shown over everything when it wants to: a dialog, a palette. */
  readonly Overlay?: ComponentType;
}
