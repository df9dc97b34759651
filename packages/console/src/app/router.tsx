import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { readMachineFilter } from '../pages/machines/machine-filter.ts';
import { readPreviewSearch } from '../pages/menu/preview-search.ts';
import { Gate } from './gate.tsx';
import { PageError } from './page-error.tsx';

const root = createRootRoute({ component: Gate, notFoundComponent: NotFoundPage });
const page = { getParentRoute: () => root };

const overview = createRoute({
  ...page,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/overview/overview-page.tsx'), 'OverviewPage'),
});
const machines = createRoute({
  ...page,
  path: '/machines',
  validateSearch: readMachineFilter,
  component: lazyRouteComponent(() => import('../pages/machines/machines-page.tsx'), 'MachinesPage'),
});
const machine = createRoute({
  ...page,
  path: '/machines/$machine',
  component: lazyRouteComponent(() => import('../pages/machine/machine-page.tsx'), 'MachinePage'),
});
const profiles = createRoute({
  ...page,
  path: '/profiles',
  component: lazyRouteComponent(() => import('../pages/profiles/profiles-page.tsx'), 'ProfilesPage'),
});
const profile = createRoute({
  ...page,
  path: '/profiles/$profile',
  component: lazyRouteComponent(() => import('../pages/profiles/profile-page.tsx'), 'ProfilePage'),
});
const templates = createRoute({
  ...page,
  path: '/profiles/$profile/templates',
  component: lazyRouteComponent(() => import('../pages/templates/templates-page.tsx'), 'TemplatesPage'),
});
const media = createRoute({
  ...page,
  path: '/media',
  component: lazyRouteComponent(() => import('../pages/media/media-page.tsx'), 'MediaPage'),
});
const rollouts = createRoute({
  ...page,
  path: '/rollouts',
  component: lazyRouteComponent(() => import('../pages/rollouts/rollouts-page.tsx'), 'RolloutsPage'),
});
const rollout = createRoute({
  ...page,
  path: '/rollouts/$image',
  component: lazyRouteComponent(() => import('../pages/rollouts/rollout-page.tsx'), 'RolloutPage'),
});
const rules = createRoute({
  ...page,
  path: '/rules',
  component: lazyRouteComponent(() => import('../pages/rules/rules-page.tsx'), 'RulesPage'),
});
const rule = createRoute({
  ...page,
  path: '/rules/$rule',
  component: lazyRouteComponent(() => import('../pages/rules/rule-page.tsx'), 'RulePage'),
});
const clouds = createRoute({
  ...page,
  path: '/clouds',
  component: lazyRouteComponent(() => import('../pages/clouds/clouds-page.tsx'), 'CloudsPage'),
});
const cloud = createRoute({
  ...page,
  path: '/clouds/$cloud',
  component: lazyRouteComponent(() => import('../pages/clouds/cloud-page.tsx'), 'CloudPage'),
});
const menu = createRoute({
  ...page,
  path: '/menu',
  component: lazyRouteComponent(() => import('../pages/menu/menu-page.tsx'), 'MenuPage'),
});
const menuProduct = createRoute({
  ...page,
  path: '/menu/$product',
  component: lazyRouteComponent(() => import('../pages/menu/product-page.tsx'), 'ProductPage'),
});
const preview = createRoute({
  ...page,
  path: '/menu/preview',
  validateSearch: readPreviewSearch,
  component: lazyRouteComponent(() => import('../pages/menu/preview-page.tsx'), 'PreviewPage'),
});
const channels = createRoute({
  ...page,
  path: '/channels',
  component: lazyRouteComponent(() => import('../pages/channels/channels-page.tsx'), 'ChannelsPage'),
});
const configuration = createRoute({
  ...page,
  path: '/configuration',
  component: lazyRouteComponent(
    () => import('../pages/configuration/configuration-page.tsx'),
    'ConfigurationPage',
  ),
});
const usage = createRoute({
  ...page,
  path: '/usage',
  component: lazyRouteComponent(() => import('../pages/usage/usage-page.tsx'), 'UsagePage'),
});
const access = createRoute({
  ...page,
  path: '/access',
  component: lazyRouteComponent(() => import('../pages/access/access-page.tsx'), 'AccessPage'),
});
const settings = createRoute({
  ...page,
  path: '/settings',
  component: lazyRouteComponent(() => import('../pages/settings/settings-page.tsx'), 'SettingsPage'),
});
const audit = createRoute({
  ...page,
  path: '/audit',
  component: lazyRouteComponent(() => import('../pages/audit/audit-page.tsx'), 'AuditPage'),
});
const start = createRoute({
  ...page,
  path: '/start',
  component: lazyRouteComponent(() => import('../pages/first-steps/first-steps-page.tsx'), 'FirstStepsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    machines,
    machine,
    profiles,
    profile,
    media,
    rollouts,
    rollout,
    rules,
    rule,
    clouds,
    cloud,
    menu,
    menuProduct,
    templates,
    preview,
    channels,
    configuration,
    usage,
    access,
    settings,
    audit,
    start,
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageError,
});

declare module '@tanstack/react-router' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- the router is told its routes by merging
  interface Register {
    router: typeof router;
  }
}
