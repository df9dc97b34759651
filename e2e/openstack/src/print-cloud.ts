// `print-cloud.ts CLOUD REGION`: what we take for the cloud that is meant; `-` names none.
import { chooseCloud, parseCloud } from '@netberth/openstack';
import { readCloudFiles } from '@netberth/openstack/node';

const [cloud, region] = process.argv.slice(2).map((word) => (word === '-' ? null : word));
const choice = { cloud: cloud ?? null, region: region ?? null };
const found = parseCloud(chooseCloud(await readCloudFiles(process.env), process.env, choice));
const { name, region: chosen, authUrl, auth, interface: via, tls } = found;
if (auth.method !== 'password') throw new Error('the cloud has no password');
console.log(
  JSON.stringify({
    ...{ name, region: chosen, authUrl, password: auth.password, interface: via },
    user: 'name' in auth.user ? auth.user.name : null,
    project: auth.scope.kind === 'project' && 'name' in auth.scope.project ? auth.scope.project.name : null,
    ...{ caFile: tls.caFile, isVerified: tls.isVerified },
  }),
);
