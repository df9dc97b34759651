// What `npm start` and the package for npm bundle: they bring or check Node by other means.
import module from 'node:module';

module.enableCompileCache();
await import('../src/main.ts');
