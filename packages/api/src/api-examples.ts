import type { commandList } from './commands/command-list.ts';

export type CommandName = (typeof commandList)[number]['name'];

const medium = { bootUrl: 'http://192.0.2.1:8080', firmware: ['uefi'] };

/**
 * One input for each command, as OpenAPI shows it. In this order they make one story: each finds what those before it
 * have made, on a server that has a profile `image1` and nothing else. A test tells it.
 */
export const apiExamples: Readonly<Partial<Record<CommandName, Readonly<Record<string, unknown>>>>> = {
  'machine.add': {
    macs: ['52:54:00:12:34:56'],
    ...{ hostname: 'web1', address: '192.0.2.10/24', gateway: '192.0.2.1' },
    labels: { rack: '7' },
  },
  'machine.set': { machine: 'web1', metadata: { role: 'web' } },
  'machine.list': { label: 'rack=7', limit: 50 },
  'machine.page': { search: 'web', sort: 'hostname', limit: 50 },
  'machine.show': { machine: 'web1', boots: 3 },
  'machine.explain': { machine: 'web1', from: '192.0.2.10' },
  'profile.list': { limit: 50 },
  'profile.show': { profile: 'image1' },
  'profile.check': { profile: 'image1' },
  'machine.grant': { machine: 'web1', profiles: ['image1'], expires: '2d', reason: 'ticket 71' },
  'machine.revoke': { machine: 'web1', reason: 'not today' },
  'machine.grant-many': { label: 'rack=7', profiles: ['image1'], expires: '2d' },
  'machine.revoke-many': { label: 'rack=7' },
  'machine.hold': { machine: 'web1', reason: 'disk shelf being moved' },
  'machine.unhold': { machine: 'web1' },
  'machine.hold-many': { label: 'rack=7', reason: 'the rack moves' },
  'machine.unhold-many': { label: 'rack=7' },
  'machine.label': { label: 'rack=7', add: { site: 'berlin' }, remove: ['floor'] },
  'machine.import': {
    document:
      '[{"id": 9, "state": "new", "hostname": "web9", "macs": ["52:54:00:12:34:99"], "serial": null, "uuid": null}]',
  },
  'machine.export': { limit: 50 },
  'machine.merge': { machine: 'web1', other: '9', reason: 'two cards of one computer' },
  'machine.split': { machine: 'web1', macs: ['52:54:00:12:34:99'], reason: 'they were two after all' },
  'grant.list': { proposed: true },
  'profile.create': {
    ...{ name: 'trixie', product: 'debian', choice: { release: 'trixie' } },
    input: { preseed: '# machine {{ machine.id }}\n' },
  },
  'profile.texts': { profile: 'trixie' },
  'profile.try': {
    profile: 'trixie',
    file: 'preseed.cfg',
    machine: 'web1',
    text: '# {{ machine.hostname }}\n',
  },
  'profile.edit': { profile: 'trixie', file: 'preseed.cfg', text: '# {{ machine.hostname }}\n' },
  'profile.reveal': { profile: 'trixie', machine: 'web1' },
  'profile.remove': { profile: 'trixie' },
  'menu.show': { product: 'debian' },
  'menu.preview': { address: '/menu.ipxe' },
  'menu.entry.set': { file: 'hello.ipxe', document: '#!ipxe\n# confirm: false\necho hello\n' },
  'menu.entry.show': { file: 'hello.ipxe' },
  'menu.entry.remove': { file: 'hello.ipxe' },
  'menu.mirror': { prune: true },
  'media.issue': { machine: 'web1', ...medium },
  'media.issue-many': { label: 'rack=7', ...medium },
  'media.pack': { document: 'name,ip\nweb2,192.0.2.11/24\n', ...medium },
  'media.revoke': { id: 1 },
  'user.add': { name: 'ada', roles: ['operator'] },
  'user.set': { user: 'ada', roles: ['operator', 'viewer'] },
  'user.password': { user: 'ada' },
  'user.list': { limit: 50 },
  'role.set': {
    name: 'night-shift',
    permissions: ['machine:read', 'machine:hold'],
    summary: 'holds machines',
  },
  'role.remove': { name: 'night-shift' },
  'group.set': { group: 'Boot Operators', roles: ['operator'] },
  'group.remove': { id: 1 },
  'user.remove': { user: 'ada' },
  'token.create': { name: 'ci', permissions: ['machine:read', 'machine:grant'], expires: '90d' },
  'token.revoke': { id: 1 },
  'settings.set': { name: 'menu.timeout', value: '30', reason: 'open day' },
  'settings.unset': { name: 'menu.timeout' },
  'configuration.plan': { configuration: { machines: { web3: { macs: ['52:54:00:12:34:58'] } } } },
  'configuration.apply': {
    configuration: { machines: { web3: { macs: ['52:54:00:12:34:58'] } } },
    reason: 'ticket 71',
  },
  'secrets.rotate': { reason: 'once a year' },
  'secrets.reset': { reason: 'the key file is gone' },
  'webhook.create': { url: 'https://192.0.2.20/hooks/boot', events: ['machine.failed', 'alert'] },
  'webhook.remove': { id: 1 },
  'audit.list': { command: 'machine.grant', newestFirst: true, limit: 50 },
  'audit.export': { limit: 50 },
  'event.list': { severity: 'alert', limit: 50 },
  'overview.chart': { hours: 24 },
  'machine.forget': { machine: 'web1' },
};
