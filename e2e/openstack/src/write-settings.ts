import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { host, inCloud, type CloudPlan } from './cloud-plan.ts';
import { iniText, type Ini } from './ini.ts';
import {
  cinderSettings,
  glanceSettings,
  keystoneSettings,
  neutronSettings,
  novaSettings,
  placementSettings,
} from './settings.ts';
import { swiftProxySettings, swiftSettings, swiftStores, swiftStoreSettings } from './swift-settings.ts';

const folders = [
  ...[
    'log',
    'etc/placement.d',
    'lock',
    'home',
    'keys/fernet',
    'keys/credential',
    'neutron',
    'nova',
    'cinder',
  ],
  ...['glance/images', 'glance/staging', 'glance/tasks', 'swift', 'swift-devices/d1', 'rabbit', 'python'],
];

/** Every file that the services read. */
export function writeSettings(plan: CloudPlan): void {
  for (const folder of folders) mkdirSync(inCloud(plan, folder), { recursive: true });
  const write = (path: string, settings: Ini) => writeFileSync(inCloud(plan, path), iniText(settings));
  write('etc/keystone.conf', keystoneSettings(plan));
  write('etc/glance.conf', glanceSettings(plan));
  write('etc/placement.conf', placementSettings(plan));
  write('etc/placement.d/placement.conf', placementSettings(plan));
  write('etc/neutron.conf', neutronSettings(plan));
  write('etc/nova.conf', novaSettings(plan));
  write('etc/cinder.conf', cinderSettings(plan));
  write('swift/swift.conf', swiftSettings());
  write('swift/proxy-server.conf', swiftProxySettings(plan));
  for (const store of swiftStores) write(`swift/${store}-server.conf`, swiftStoreSettings(plan, store));
  writeRabbitSettings(plan);
  copyPython(plan);
}

function writeRabbitSettings(plan: CloudPlan): void {
  const settings = [
    `listeners.tcp.1 = ${host}:${plan.ports.rabbit}`,
    'log.file.level = warning',
    'disk_free_limit.absolute = 50MB',
  ];
  writeFileSync(inCloud(plan, 'rabbit/rabbitmq.conf'), `${settings.join('\n')}\n`);
  writeFileSync(inCloud(plan, 'rabbit/environment.conf'), '');
  writeFileSync(inCloud(plan, 'rabbit/plugins'), '[].\n');
}

/** Beside our own modules lies what tells Neutron of its driver, as an installed package would. */
function copyPython(plan: CloudPlan): void {
  const source = join(import.meta.dirname, '../python');
  for (const name of readdirSync(source).filter((each) => each.endsWith('.py')))
    copyFileSync(join(source, name), inCloud(plan, 'python', name));
  const about = inCloud(plan, 'python/netberth_test_cloud-1.dist-info');
  mkdirSync(about, { recursive: true });
  writeFileSync(join(about, 'METADATA'), 'Metadata-Version: 2.1\nName: netberth-test-cloud\nVersion: 1\n');
  writeFileSync(
    join(about, 'entry_points.txt'),
    '[neutron.ml2.mechanism_drivers]\nloopback = loopback_driver:LoopbackDriver\n',
  );
}
