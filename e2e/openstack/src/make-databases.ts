import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { runMysql } from '../../../packages/server/tests/database/servers/mariadb-server.ts';
import {
  databaseUrl,
  host,
  identityUrl,
  inCloud,
  passwords,
  program,
  region,
  type CloudPlan,
} from './cloud-plan.ts';
import { cloudEnvironment } from './cloud-environment.ts';
import { swiftPort, swiftStores } from './swift-settings.ts';

const run = promisify(execFile);

const databases = ['keystone', 'glance', 'placement', 'neutron', 'nova', 'nova_api', 'nova_cell0'];

/** Every database with its tables, and Swift's rings: side by side, they have nothing to do with each other. */
export async function makeDatabases(plan: CloudPlan): Promise<void> {
  const call = caller(plan);
  await runMysql(plan.databaseServer, ...databases.map((name) => `create database ${name}`));
  await Promise.all([
    keystone(plan, call),
    call(program(plan, 'glance-manage'), '--config-file', inCloud(plan, 'etc/glance.conf'), 'db_sync'),
    call('placement-manage', '--config-file', inCloud(plan, 'etc/placement.conf'), 'db', 'sync'),
    neutron(plan, call),
    nova(plan, call),
    rings(plan, call),
  ]);
}

/** What Cinder needs beside the others. */
export async function makeVolumeDatabase(plan: CloudPlan): Promise<void> {
  await runMysql(plan.databaseServer, 'create database cinder');
  const settings = ['--config-file', inCloud(plan, 'etc/cinder.conf')];
  await caller(plan)(program(plan, 'cinder-manage'), ...settings, 'db', 'sync');
}

/** What Swift needs, and no more: accounts and rings. */
export async function makeObjectDatabases(plan: CloudPlan): Promise<void> {
  const call = caller(plan);
  await runMysql(plan.databaseServer, 'create database keystone');
  await Promise.all([keystone(plan, call), rings(plan, call)]);
}

type Call = (file: string, ...args: readonly string[]) => Promise<void>;

function caller(plan: CloudPlan): Call {
  return async (file, ...args) => {
    await run(file, args, {
      cwd: inCloud(plan, 'swift'),
      env: cloudEnvironment(plan),
      timeout: 300_000,
      maxBuffer: 64 * 1024 * 1024,
    });
  };
}

async function keystone(plan: CloudPlan, call: Call): Promise<void> {
  const manage = async (...args: readonly string[]) =>
    call('keystone-manage', '--config-file', inCloud(plan, 'etc/keystone.conf'), ...args);
  const owner = ['--keystone-user', 'root', '--keystone-group', 'root'];
  const url = identityUrl(plan);
  await manage('fernet_setup', ...owner);
  await manage('credential_setup', ...owner);
  await manage('db_sync');
  const urls = ['public', 'internal', 'admin'].flatMap((kind) => [`--bootstrap-${kind}-url`, url]);
  await manage(
    'bootstrap',
    '--bootstrap-password',
    passwords.admin,
    '--bootstrap-region-id',
    region,
    ...urls,
  );
}

/** Its migrations take a minute; the tables are made as they are at the end of all of them. */
async function neutron(plan: CloudPlan, call: Call): Promise<void> {
  const make = [
    'import sys, sqlalchemy',
    'from neutron.db.migration.models import head',
    'head.get_metadata().create_all(sqlalchemy.create_engine(sys.argv[1]))',
  ].join('\n');
  await call('python3', '-c', make, databaseUrl(plan, 'neutron'));
  await call(
    program(plan, 'neutron-db-manage'),
    '--config-file',
    inCloud(plan, 'etc/neutron.conf'),
    'stamp',
    'heads',
  );
}

async function nova(plan: CloudPlan, call: Call): Promise<void> {
  const manage = async (...args: readonly string[]) =>
    call(program(plan, 'nova-manage'), '--config-file', inCloud(plan, 'etc/nova.conf'), ...args);
  await manage('api_db', 'sync');
  await manage('cell_v2', 'map_cell0', '--database_connection', databaseUrl(plan, 'nova_cell0'));
  await manage('db', 'sync');
  await manage('cell_v2', 'create_cell', '--name', 'cell1');
}

/** One device, one copy. */
async function rings(plan: CloudPlan, call: Call): Promise<void> {
  for (const store of swiftStores) {
    const ring = async (...args: readonly string[]) =>
      call(program(plan, 'swift-ring-builder'), `${store}.builder`, ...args);
    const device = ['--region', '1', '--zone', '1', '--device', 'd1', '--weight', '1'];
    await ring('create', '4', '1', '0');
    await ring('add', ...device, '--ip', host, '--port', String(swiftPort(plan, store)));
    await ring('rebalance');
  }
}
