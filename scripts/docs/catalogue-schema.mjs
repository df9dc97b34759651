import { z } from 'zod';
import { productFileSchema } from '../../packages/catalogue/src/schema/product-file.ts';

/** docs/catalogue.schema.json: what editors know of a product's file. */
export function catalogueSchema() {
  const schema = z.toJSONSchema(productFileSchema, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ title: 'A product of the catalogue of Netberth', ...schema }, null, 2)}\n`;
}
