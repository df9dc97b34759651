export { generaliseScript } from './generalise-script.ts';
export { generaliseUserData } from './generalise-user-data.ts';
