import { inCloud, type CloudPlan } from './cloud-plan.ts';

/** Nothing of the person who runs the tests: no proxy, no cloud of theirs. */
export function cloudEnvironment(plan: CloudPlan): NodeJS.ProcessEnv {
  return {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: inCloud(plan, 'home'),
    LC_ALL: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    PYTHONWARNINGS: 'ignore',
    PYTHONPATH: inCloud(plan, 'python'),
    OS_KEYSTONE_CONFIG_FILES: inCloud(plan, 'etc/keystone.conf'),
    OS_PLACEMENT_CONFIG_DIR: inCloud(plan, 'etc/placement.d'),
  };
}
