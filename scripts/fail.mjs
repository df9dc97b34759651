/** Something a person can put right: printed as it is, without a stack. */
export class Failure extends Error {}

/** Runs a script's main function; what it returns is the exit code (0 when it returns nothing). */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
