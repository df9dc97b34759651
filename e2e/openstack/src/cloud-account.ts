import { identityUrl, passwords, type CloudPlan } from './cloud-plan.ts';

export type CloudUser = 'admin' | 'demo';

/** Who that is, as `clouds.yaml` says it. */
export function cloudAccount(plan: CloudPlan, user: CloudUser) {
  return {
    auth: {
      auth_url: identityUrl(plan),
      username: user,
      password: passwords[user],
      project_name: user,
      user_domain_name: 'Default',
      project_domain_name: 'Default',
    },
  };
}
