import { host, inCloud, program, type CloudPlan } from './cloud-plan.ts';
import { swiftPort, swiftStores } from './swift-settings.ts';

/** A program that runs for as long as the cloud does. */
export type Service = {
  readonly name: string;
  readonly command: readonly string[];
  /** Null: it listens on none. */
  readonly port: number | null;
  readonly environment?: Readonly<Record<string, string>>;
};

export function keystoneService(plan: CloudPlan): Service {
  return wsgi('keystone', plan.ports.keystone, '/usr/bin/keystone-wsgi-public');
}

export function glanceService(plan: CloudPlan): Service {
  const command = [program(plan, 'glance-api'), '--config-file', inCloud(plan, 'etc/glance.conf')];
  return { name: 'glance', command, port: plan.ports.glance };
}

/** They wait for nobody. */
export function firstServices(plan: CloudPlan): readonly Service[] {
  return [
    glanceService(plan),
    wsgi('placement', plan.ports.placement, '/usr/bin/placement-api'),
    ...swiftServices(plan),
  ];
}

export function swiftServices(plan: CloudPlan): readonly Service[] {
  return [
    ...swiftStores.map((store) => swiftService(plan, store, swiftPort(plan, store))),
    swiftService(plan, 'proxy', plan.ports.swift),
  ];
}

export function neutronService(plan: CloudPlan): Service {
  const command = [program(plan, 'neutron-server'), '--config-file', inCloud(plan, 'etc/neutron.conf')];
  return { name: 'neutron', command, port: plan.ports.neutron };
}

/** They talk to each other by RabbitMQ. */
export function novaServices(plan: CloudPlan): readonly Service[] {
  const settings = ['--config-file', inCloud(plan, 'etc/nova.conf')];
  const part = (name: string, port: number | null): Service => ({
    name,
    command: [program(plan, name), ...settings],
    port,
  });
  return [
    part('nova-conductor', null),
    part('nova-scheduler', null),
    part('nova-api', plan.ports.nova),
    {
      name: 'nova-compute',
      command: ['python3', inCloud(plan, 'python/nova_compute.py'), ...settings],
      port: null,
    },
  ];
}

/** They talk to each other by RabbitMQ, too. */
export function cinderServices(plan: CloudPlan): readonly Service[] {
  const part = (name: string, port: number | null): Service => ({
    name,
    command: [program(plan, name), '--config-file', inCloud(plan, 'etc/cinder.conf')],
    port,
  });
  return [part('cinder-api', plan.ports.cinder), part('cinder-scheduler', null), part('cinder-volume', null)];
}

/** The second wants the first. */
export function rabbitServices(plan: CloudPlan): readonly [Service, Service] {
  const { epmd, rabbit, rabbitDistribution } = plan.ports;
  const folder = inCloud(plan, 'rabbit');
  const loopback = { ERL_EPMD_ADDRESS: host, ERL_EPMD_PORT: String(epmd), HOME: folder };
  return [
    {
      name: 'epmd',
      command: ['epmd', '-address', host, '-port', String(epmd)],
      port: epmd,
      environment: loopback,
    },
    {
      name: 'rabbitmq',
      command: ['/usr/lib/rabbitmq/bin/rabbitmq-server', '-noinput'],
      port: rabbit,
      environment: {
        ...loopback,
        RABBITMQ_NODENAME: 'netberth-test@localhost',
        RABBITMQ_CONF_ENV_FILE: `${folder}/environment.conf`,
        RABBITMQ_CONFIG_FILE: `${folder}/rabbitmq.conf`,
        RABBITMQ_ENABLED_PLUGINS_FILE: `${folder}/plugins`,
        RABBITMQ_MNESIA_BASE: `${folder}/mnesia`,
        RABBITMQ_LOG_BASE: inCloud(plan, 'log'),
        RABBITMQ_PID_FILE: `${folder}/pid`,
        RABBITMQ_DIST_PORT: String(rabbitDistribution),
        RABBITMQ_NODE_IP_ADDRESS: host,
        RABBITMQ_NODE_PORT: String(rabbit),
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none',
      },
    },
  ];
}

function swiftService(plan: CloudPlan, kind: string, port: number): Service {
  const command = ['python3', inCloud(plan, 'python/swift_server.py'), kind, inCloud(plan, 'swift')];
  return { name: `swift-${kind}`, command, port };
}

function wsgi(name: string, port: number, file: string): Service {
  const flags = [
    '--master',
    '--die-on-term',
    '--lazy-apps',
    '--need-app',
    '--enable-threads',
    '--no-orphans',
  ];
  const size = ['--processes', '1', '--threads', '8', '--buffer-size', '65535'];
  return {
    name,
    command: [
      '/usr/bin/uwsgi_python3',
      ...['--http-socket', `${host}:${port}`, '--wsgi-file', file, '--add-header', 'Connection: close'],
      ...flags,
      ...size,
    ],
    port,
  };
}
