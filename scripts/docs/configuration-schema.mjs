import { configurationJsonSchema } from '../../packages/plan/src/read/written-schema.ts';

/** docs/configuration.schema.json: what editors know of the files of a configuration folder. */
export function configurationSchema() {
  return `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`;
}
