export { buildApp } from './app.ts';
export type { App, Listening } from './app.ts';
export type { Config } from './config/config.ts';
export { readConfig } from './config/read-config.ts';
export { settingFlags, settings } from './config/settings.ts';
export { hashPassword, newPassword } from './features/access/password.ts';
export type { DatabaseCare } from './app/database-care/database-care.ts';
export { loadDatabaseCare } from './app/load-database-care.ts';
