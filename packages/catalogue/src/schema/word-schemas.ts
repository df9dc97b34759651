import { z } from 'zod';

/** Names of values, axes and inputs; they stand in `{…}` and become iPXE settings. */
export const nameSchema = z
  .string()
  .regex(
    /^[a-z][A-Za-z0-9-]{0,31}$/,
    'is not a name: wanted a lower-case letter, then letters, digits and "-"',
  );

/** Ids of products and items; they become labels of scripts and words of a choice. */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'is not an id: wanted letters, digits, ".", "_" and "-"');

/** Text for a person, one line. */
export const lineSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\n]*$/, 'has more than one line');

/** Text in which `{name}` stands for a value. */
export const templateSchema = z
  .string()
  .max(1000)
  .refine(
    (text) => !text.includes('${'),
    'has "${": wanted {name}, settings of iPXE are not for the catalogue',
  );

/** A template that comes to one URL or one word. */
export const wordTemplateSchema = templateSchema
  .min(1, 'is empty')
  .refine((text) => !/\s/.test(text), 'has a blank: wanted %20, or no blank at all');

/** A URL without placeholders. */
export const urlSchema = wordTemplateSchema.regex(
  /^https?:\/\/[^{}]+$/,
  'is not a URL: wanted http://… or https://…',
);

export const dateSchema = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is not a date: wanted 2028-06-30');
