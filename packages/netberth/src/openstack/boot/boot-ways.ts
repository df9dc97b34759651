/**
 * How a server boots from the ISO and, once it is installed, without it. `rescue`: created with an empty disk of the
 * flavor's size, and rescued by the ISO. `volume`: an empty volume, and the ISO as a CD behind it. `iso`: created from
 * the ISO; for what needs no disk, or with a volume.
 */
export const bootWays = ['rescue', 'volume', 'iso'] as const;
export type BootWay = (typeof bootWays)[number];
