import type { MachineState } from '@netberth/api';
import { englishAccess } from './english-access.ts';
import { englishAudit } from './english-audit.ts';
import { englishBulk } from './english-bulk.ts';
import { englishChannels } from './english-channels.ts';
import { englishConfiguration } from './english-configuration.ts';
import { englishClouds } from './english-clouds.ts';
import { englishRollouts } from './english-rollouts.ts';
import { englishRules } from './english-rules.ts';
import { englishUsage } from './english-usage.ts';
import { englishCsv } from './english-csv.ts';
import { englishFacts } from './english-facts.ts';
import { englishIdentity } from './english-identity.ts';
import { englishMachine } from './english-machine.ts';
import { englishMachines, englishAddMachine } from './english-machines.ts';
import { englishMedia } from './english-media.ts';
import { englishMenu } from './english-menu.ts';
import { englishNetwork } from './english-network.ts';
import { englishOverview } from './english-overview.ts';
import { englishPermissions } from './english-permissions.ts';
import { englishPower } from './english-power.ts';
import { englishPreview } from './english-preview.ts';
import { englishProfiles } from './english-profiles.ts';
import { englishProposals } from './english-proposals.ts';
import { englishSettings } from './english-settings.ts';
import { englishStart } from './english-start.ts';
import { englishTemplates } from './english-templates.ts';

/** Every sentence of the console. What the server says (reasons, refusals) comes from the server. */
export const english = {
  /** For dates, numbers and sizes. */
  locale: 'en-GB',
  sizeUnits: ['B', 'KiB', 'MiB', 'GiB', 'TiB'],
  /** As the command writes them. */
  times: {
    units: { millisecond: 'ms', second: 's', minute: 'min', hour: 'h', day: 'd' },
    justNow: 'just now',
    soon: 'in a moment',
    ago: (amount: string) => `${amount} ago`,
    ahead: (amount: string) => `in ${amount}`,
  },
  product: 'Netberth',
  loading: 'Loading',
  navigation: 'Navigation',
  skipToPage: 'Skip to the page',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  back: 'Back',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  /** Where the name of the server is one that machines do not know. */
  yourServer: 'SERVER',
  none: 'none',
  never: 'never',
  pages: {
    overview: 'Overview',
    machines: 'Machines',
    profiles: 'Profiles',
    rollouts: 'Roll-outs',
    rules: 'Rules',
    media: 'Boot media',
    clouds: 'Clouds',
    menu: 'Menu',
    channels: 'Channels',
    usage: 'Usage',
    configuration: 'Configuration',
    access: 'Access',
    settings: 'Settings',
    audit: 'Audit log',
    start: 'First steps',
  },
  facts: englishFacts,
  power: englishPower,
  find: { label: 'Find a machine', placeholder: 'Name, MAC, serial, UUID' },
  scheme: { light: 'Light colours', dark: 'Dark colours' },
  person: {
    menu: (actor: string) => `Signed in as ${actor}`,
    roles: (roles: readonly string[]) => `Roles: ${roles.join(', ')}`,
    keys: 'Keys',
    tokens: {
      open: 'My tokens…',
      title: 'My tokens',
      what: 'A token stands for you in a terminal or a program: it may do what you choose of what you may, as long as you may. Make one for each place, and revoke it when it is not needed any more.',
      example: (url: string) => `NETBERTH_TOKEN=… netberth --server ${url} grant list --proposed`,
      none: 'You have no token.',
    },
    password: {
      open: 'Change the password…',
      title: 'Change your password',
      current: 'Present password',
      password: 'New password',
      again: 'New password, once more',
      hint: (fewest: number) => `At least ${fewest} characters`,
      different: 'It is not the same.',
      submit: 'Change it',
      done: 'It is changed. You are signed out everywhere else.',
    },
    signOut: 'Sign out',
    everywhere: 'Sign out everywhere',
  },
  problem: {
    title: 'Not done',
    unreachable: 'The server cannot be reached. Is it running, and is the network up?',
  },
  keys: {
    title: 'Keys',
    list: [
      { keys: ['/'], does: 'to the search field' },
      { keys: ['Alt', '1'], does: 'to the first page of the navigation, Alt 2 to the second …' },
      { keys: ['↓', '↑'], does: 'in the table of machines: to the next, to the one before' },
      { keys: ['x'], does: 'ticks the machine that has the focus' },
      { keys: ['Enter'], does: 'opens it' },
      { keys: ['?'], does: 'these keys' },
    ],
  },
  conflict: {
    title: 'Somebody else has changed it meanwhile',
    text: 'Nothing is saved yet, and nothing is lost: what you have typed is still here.',
    theirs: 'What they have made of it',
    saveOver: 'Save mine over theirs',
    elsewhere: 'They have changed nothing that stands in this form.',
  },
  notFound: { title: 'There is no such page', text: 'The address leads nowhere.' },
  signIn: {
    title: 'Netberth',
    username: 'User name',
    password: 'Password',
    submit: 'Sign in',
    hint: 'The first account is admin; the server printed its password when it started for the first time. Lost? On the server, “netberth user password admin” makes a new one.',
  },
  states: {
    new: 'new',
    granted: 'granted',
    installing: 'installing',
    finished: 'finished',
    failed: 'failed',
    held: 'held',
  } satisfies Record<MachineState, string>,
  menu: englishMenu,
  preview: englishPreview,
  templates: englishTemplates,
  overview: englishOverview,
  machines: englishMachines,
  bulk: englishBulk,
  proposals: englishProposals,
  addMachine: englishAddMachine,
  csv: englishCsv,
  machine: englishMachine,
  identity: englishIdentity,
  profiles: englishProfiles,
  network: englishNetwork,
  settings: englishSettings,
  media: englishMedia,
  clouds: englishClouds,
  channels: englishChannels,
  configuration: englishConfiguration,
  rollouts: englishRollouts,
  rules: englishRules,
  usage: englishUsage,
  access: englishAccess,
  audit: englishAudit,
  start: englishStart,
  permissions: englishPermissions,
};
