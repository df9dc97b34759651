// `node scripts/check-architecture.mjs [--write]`: the rules of ARCHITECTURE.md, checked. `--write` prints the arrows into it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkEnvironment } from './architecture/check-environment.mjs';
import { checkFeatureArrows } from './architecture/check-feature-arrows.mjs';
import { checkFileNames } from './architecture/check-file-names.mjs';
import { checkFileSize } from './architecture/check-file-size.mjs';
import { checkFloors } from './architecture/check-floors.mjs';
import { checkPackageArrows } from './architecture/check-package-arrows.mjs';
import { checkDecisionModules, checkPurePackages } from './architecture/check-purity.mjs';
import { checkEmptyCatch, checkText } from './architecture/check-text.mjs';
import { withFeatureArrows } from './architecture/feature-arrows-document.mjs';
import { readProjectFiles } from './architecture/project-files.mjs';
import { sourceModules } from './architecture/source-modules.mjs';
import { repositoryRoot } from './paths.mjs';

const thisFile = 'scripts/check-architecture.mjs';

/** Which package may import which. */
const packageArrows = {
  ipxe: [],
  network: [],
  api: ['network'],
  'disk-image': [],
  generalise: [],
  disc: ['disk-image'],
  slips: [],
  catalogue: ['ipxe', 'network', 'slips', 'usage'],
  media: ['api', 'disk-image', 'ipxe', 'network'],
  openstack: [],
  redfish: [],
  vault: [],
  live: ['slips'],
  usage: [],
  plan: ['api', 'catalogue', 'slips'],
  publish: ['api', 'catalogue', 'disk-image', 'ipxe', 'media', 'openstack'],
  server: [
    ...['ipxe', 'api', 'catalogue', 'disc', 'disk-image', 'generalise', 'live', 'media', 'network'],
    ...['openstack', 'plan', 'publish', 'redfish', 'slips', 'usage'],
  ],
  console: ['api', 'disc', 'disk-image', 'ipxe', 'media', 'network', 'slips'],
  netberth: [
    ...['api', 'catalogue', 'disc', 'disk-image', 'generalise', 'ipxe', 'live', 'media', 'network'],
    ...['openstack', 'plan', 'publish', 'server', 'slips', 'usage', 'vault'],
  ],
};

const purePackages = [
  ...['ipxe', 'network', 'api', 'disk-image', 'disc', 'generalise', 'catalogue', 'media'],
  ...['live', 'openstack', 'plan', 'publish', 'redfish', 'slips', 'usage', 'vault'],
];

/** Which feature of the server may import which, and why. Printed into ARCHITECTURE.md. */
const featureArrows = {
  access: {
    machines: 'a scope is the machines with a label',
  },
  assets: {
    catalogue: 'what may be kept is what the menu names',
    images: 'its files are served as images are',
    profiles: 'they are stored as durably as images',
  },
  boot: {
    catalogue: 'the menu, and what a person may choose in it, come from the catalogue',
    events: 'an alert tells a person why a machine got its disk',
    machines: 'a boot begins by identifying a machine',
    profiles: 'what may be booted is a profile',
    provisioning: 'the grant and the state of the machine decide',
    rollouts: 'a roll-out brings a machine to another version when it boots',
    rules: 'explain names the rules that a machine meets',
    templates: 'boot templates are rendered into the script',
  },
  captures: {
    machines: 'whoever sees some machines sees the disks of these',
    profiles: 'what a machine has sent becomes a profile',
    provisioning: 'a disk is taken by the boot id of a boot, which has then started',
    templates: 'what writes the disk elsewhere is a template',
  },
  channels: {
    boot: 'scripts are answered, and refused, as those of boots are',
  },
  dhcp: {
    events: 'what DHCP says of a machine, and what keeps it from running, is told to a person',
    firmware: 'what is installed is offered, with the same script beside it',
    machines: 'a lease belongs to the machine with that MAC',
  },
  events: {
    machines: 'whoever sees some machines sees the events of these',
    webhooks: 'an alert is told to other programs',
  },
  facts: {
    profiles: 'what a task image tells is kept, but not who it says that it is',
    events: 'what is gone is told to a person',
    machines: 'what was found is kept of a machine',
    provisioning: 'it comes by the boot id of a discover boot',
  },
  firmware: {
    boot: 'the script beside the loaders ends at the disk as every other does',
    images: 'its files are served as images are',
    profiles: 'Debian packages are compressed as images are, and stored as durably',
  },
  machines: {
    webhooks: 'a machine that comes to another state is told to other programs',
  },
  media: {
    firmware: 'media are made of the installed loaders',
    images: 'an image is served by Range as files are',
    machines: 'a medium belongs to a machine',
  },
  images: {
    profiles: 'a served file is a file of a profile',
    provisioning: 'a fetched image starts an installation, and its bytes are credited to a boot',
  },
  'installer-logs': {
    events: 'how far an installer is, is told to a person',
    machines: 'what it says is shown of a machine',
    provisioning: 'what it says belongs to a boot that may report',
  },
  inventory: {
    events: 'a machine is shown with its alerts',
    facts: 'what was found of a machine goes with it',
    images: 'a machine is shown with what it has fetched',
    kiwispray: 'machines are imported from `known_hosts.json`',
    machines: 'it lists, shows and changes machines',
    power: 'with a machine goes how it was switched',
    profiles: 'a resting profile must exist and be non-destructive',
    provisioning: 'a machine is shown with its grants, and imported with its running installs',
  },
  kiwispray: {
    facts: 'our own discover image reports where KIWIspray’s does',
    machines: 'its calls report identifiers and metadata of a machine',
    provisioning: 'its calls carry a boot id, and `finish` moves a machine on',
  },
  menus: {
    access: 'a password of the menu is hashed, and tried as seldom, as one of an account',
    boot: 'what is picked in the menu is a boot, identified and recorded as any other',
    catalogue: 'its pages are those of the catalogue',
    profiles: 'its first page offers those that destroy nothing',
  },
  openstack: {
    media: 'a cloud is given a medium that is made while it is read',
  },
  overview: {
    events: 'it shows the alerts',
  },
  plan: {
    inventory: 'what words on a network come to is asked of the rules for machines',
    machines: 'what a folder says of a machine is found by its identifiers',
    profiles: 'a saved choice is compared with what it would become',
    provisioning: 'a machine has the revision that people edit',
    rollouts: 'machines that a folder would take away from a roll-out are named',
    secrets: 'its ids are made with the key that all servers have',
  },
  power: {
    events: 'what cannot be switched is told to a person',
    machines: 'what is switched is a machine',
    media: 'a BMC is given a medium of the machine, which is made while it is read',
    provisioning: 'a grant whose machine cannot be restarted ends as failed',
    secrets: 'passwords of BMCs are sealed',
  },
  preview: {
    boot: 'a preview is a boot that leaves no trace',
    machines: 'it may be that of one machine',
    media: 'its emulator boots a medium as machines do',
    menus: 'one walks through the menu that machines get',
    profiles: 'the first page of the menu offers profiles',
    provisioning: 'a machine asks from where it asked last',
    templates: 'what a machine would get is rendered for it',
  },
  profiles: {
    secrets: 'its secret settings are sealed',
    catalogue: 'a saved choice is one of the catalogue',
    machines: 'a profile that a machine rests on cannot be removed',
    templates: 'the templates of an imported image are rendered once to find what they lack',
  },
  provisioning: {
    events: 'a grant that ends badly is told to a person',
    machines: 'a grant belongs to a machine and moves its state',
    profiles: 'the steps of a grant are profiles',
    templates: 'answer files of the step that runs are rendered',
  },
  rollouts: {
    events: 'one that stops, stands or is done is told to a person',
    machines: 'a machine of it rests on another profile',
    profiles: 'a version of an image is a profile',
    provisioning: 'a boot reports that it is well, and a second person approves as for grants',
  },
  rules: {
    facts: 'it looks at what was found of a machine',
    events: 'what a rule grants, and what it could not do, is told to a person',
    machines: 'it looks at machines and changes them',
    profiles: 'what it grants, and what machines rest on, are profiles',
    provisioning: 'it grants by the door of people, and proposes as they do',
    templates: 'a pattern of a name is a template',
  },
  webhooks: {
    secrets: 'what its deliveries are signed with is sealed',
  },
  tasks: {
    events: 'what was erased or tested is told to a person',
    machines: 'it is done for a machine',
    profiles: 'the profile says which task it is',
    provisioning: 'it comes by a boot id, and ends the step',
  },
  usage: {
    catalogue: 'the version is one that the menu offers',
    profiles: 'a boot of a saved choice is one of its product',
  },
  templates: {
    machines: 'the values come from a machine',
  },
};

/** Modules that decide or render: no I/O, no clock, no chance, also not through what they import. */
const decisionModules = [
  /^packages\/server\/src\/features\/machines\/identify-[^/]+\.ts$/,
  /^packages\/server\/src\/features\/boot\/(decide|render)-[^/]+\.ts$/,
  /^packages\/server\/src\/features\/provisioning\/next-state\.ts$/,
  /^packages\/server\/src\/features\/installer-logs\/(parse-syslog|parse-told-lines|recognise-stage)\.ts$/,
  /^packages\/server\/src\/features\/rules\/(judge-machine|meets-condition|fits-pattern|name-by-pattern|machine-facts)\.ts$/,
  /^packages\/server\/src\/features\/rollouts\/(next-rollout-step|who-goes-back|share-count)\.ts$/,
  /^packages\/server\/src\/features\/dhcp\/(.+\/)?(render|judge)-[^/]+\.ts$/,
];
const pureLibraries = [
  '@netberth/ipxe',
  '@netberth/network',
  '@netberth/api',
  '@netberth/catalogue',
  '@netberth/live',
  'zod',
  'liquidjs',
  'yaml',
];

const environmentFolders = ['packages/server/src/config/', 'packages/netberth/src/'];

/** Files over 300 lines, and why they are. */
const longFiles = {
  'packages/server/src/database/tables.ts': 'one type for each table, no logic',
};

const files = readProjectFiles(repositoryRoot);
const modules = sourceModules(files);
const problems = [
  ...checkPackageArrows(modules, packageArrows),
  ...checkFloors(modules),
  ...checkFeatureArrows(modules, featureArrows, thisFile),
  ...checkPurePackages(modules, purePackages),
  ...checkDecisionModules(modules, decisionModules, pureLibraries, thisFile),
  ...checkEnvironment(modules, environmentFolders),
  ...checkFileNames(files),
  ...checkFileSize(files, longFiles, thisFile),
  ...checkText(files),
  ...checkEmptyCatch(files),
  ...checkDocument(process.argv.includes('--write')),
];

for (const { path, line, message } of problems) console.error(`${path}:${line}: ${message}`);
console.log(
  `${files.length} files, ${modules.length} modules: ${problems.length === 0 ? 'no problem' : `${problems.length} problems`}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

function checkDocument(mayWrite) {
  const path = 'ARCHITECTURE.md';
  const file = join(repositoryRoot, path);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const current = withFeatureArrows(text, featureArrows);
  if (current === undefined) {
    console.log(`Note: ${path} has no feature-arrows markers yet, so the arrows are printed nowhere.`);
    return [];
  }
  if (current === text) return [];
  if (mayWrite) {
    writeFileSync(file, current);
    return [];
  }
  return [
    {
      path,
      line: 1,
      message: `its feature arrows are not those of ${thisFile}: run \`node ${thisFile} --write\``,
    },
  ];
}
