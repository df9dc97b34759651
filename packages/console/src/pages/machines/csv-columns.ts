/** Columns of machines in CSV files, in the order in which they are written. */
export const plainColumns = ['macs', 'serial', 'uuid', 'hostname', 'address', 'resting'] as const;
/** What is written for people and not read. */
export const ignoredColumns = ['id', 'state'];
export const labelPrefix = 'label:';

/** A spreadsheet runs a value that begins like this, and its serial number comes from the machine. */
export const formula = /^[=+\-@\t\r]/;
