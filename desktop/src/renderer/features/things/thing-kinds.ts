import { cardPath, destinationPath, fieldPath, ownerPath } from '@eventbook/shared/catalog/paths';

/** What has a page of its own beside events. */
export const thingKinds = ['field', 'environment', 'owner', 'destination'] as const;
export type ThingKind = (typeof thingKinds)[number];

/** The file that says what a thing is. */
export const pathOfThing: Readonly<Record<ThingKind, (name: string) => string>> = {
  field: fieldPath,
  owner: ownerPath,
  destination: destinationPath,
  environment: (name) => cardPath('environment', name),
};
