/** The context with a configuration to point into: the given one, else the very value that is being filled in. */
import { useScope } from "../scope";
import type { FormContext } from "../types";

export function useConfigured(): FormContext {
  const { context, value } = useScope();
  return { ...context, config: context.config ?? value };
}
