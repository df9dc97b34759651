import type { CloudView } from '@netberth/api';
import type { Auth, ListedCloud, Named } from '@netberth/openstack';

/** What may be shown of a cloud: names, never what proves them. */
export function viewCloud(listed: ListedCloud): CloudView {
  const { name, regions } = listed;
  if (listed.kind === 'unusable')
    return {
      ...{ name, regions: [...regions], region: null, authUrl: null, method: null, user: null },
      ...{ project: null, problem: listed.problem },
    };
  const { auth, authUrl, region } = listed.cloud;
  return {
    ...{ name, region, regions: [...regions], authUrl, method: auth.method },
    ...{ user: userOf(auth), project: projectOf(auth), problem: null },
  };
}

function userOf(auth: Auth): string | null {
  switch (auth.method) {
    case 'password':
      return nameOf(auth.user);
    case 'application-credential':
      return 'name' in auth.credential ? nameOf(auth.credential.user) : null;
    case 'token':
      return null;
  }
}

function projectOf(auth: Auth): string | null {
  if (auth.method === 'application-credential' || auth.scope.kind !== 'project') return null;
  return nameOf(auth.scope.project);
}

function nameOf(named: Named): string {
  return 'name' in named ? named.name : named.id;
}
