import type { Permission } from '@netberth/api';
import { texts } from '../texts/texts.ts';

/** The pages of the navigation, in its order; a page shows to whoever may read what is on it. */
export const pages = [
  { to: '/', label: texts.pages.overview, permission: 'machine:read', isOfAll: true },
  { to: '/machines', label: texts.pages.machines, permission: 'machine:read', isOfAll: false },
  { to: '/profiles', label: texts.pages.profiles, permission: 'profile:read', isOfAll: false },
  { to: '/rollouts', label: texts.pages.rollouts, permission: 'machine:read', isOfAll: false },
  { to: '/rules', label: texts.pages.rules, permission: 'rules:read', isOfAll: true },
  { to: '/media', label: texts.pages.media, permission: 'machine:read', isOfAll: false },
  { to: '/clouds', label: texts.pages.clouds, permission: 'machine:read', isOfAll: true },
  { to: '/menu', label: texts.pages.menu, permission: 'profile:read', isOfAll: true },
  { to: '/channels', label: texts.pages.channels, permission: 'menu:read', isOfAll: true },
  { to: '/usage', label: texts.pages.usage, permission: 'menu:read', isOfAll: true },
  { to: '/configuration', label: texts.pages.configuration, permission: 'machine:read', isOfAll: true },
  { to: '/access', label: texts.pages.access, permission: 'access:read', isOfAll: false },
  { to: '/settings', label: texts.pages.settings, permission: 'settings:read', isOfAll: false },
  { to: '/audit', label: texts.pages.audit, permission: 'audit:read', isOfAll: false },
  { to: '/start', label: texts.pages.start, permission: 'machine:read', isOfAll: true },
] as const satisfies readonly { to: string; label: string; permission: Permission; isOfAll: boolean }[];
