/** The one module that touches the A2UI packages, always their `/v0_9`: what they export moves from version to version. */
import {
  A2uiSurface,
  createComponentImplementation,
  type ReactA2uiComponentProps,
  type ReactComponentImplementation,
} from "@a2ui/react/v0_9";
import {
  type A2uiMessage,
  A2uiMessageListSchema,
  Catalog,
  CommonSchemas,
  formatZodIssue,
  MessageProcessor,
  type ResolveA2uiProps,
  type SurfaceModel,
} from "@a2ui/web_core/v0_9";
import type { FC } from "react";
import type { z } from "zod";

export type Component = ReactComponentImplementation;
export type Catalogue = Catalog<Component>;
export type Model = SurfaceModel<Component>;
export type Operation = A2uiMessage;
export type Processor = MessageProcessor<Component>;
/** What a component gets: its properties resolved, `setX` for each bound one, and where it stands. */
export type Shown<S extends z.ZodTypeAny> = ReactA2uiComponentProps<ResolveA2uiProps<z.infer<S>>>;
type Dispatched = Parameters<NonNullable<ConstructorParameters<typeof MessageProcessor>[1]>>[0];

/** A reference to another component, which the renderer resolves. */
export const componentId = CommonSchemas.ComponentId;
/** Draws a surface, and again whatever of it changes. */
export const Drawn = A2uiSurface;

export function component<S extends z.ZodTypeAny>(name: string, schema: S, view: FC<Shown<S>>): Component {
  return createComponentImplementation({ name, schema }, view);
}

export function catalogue(id: string, components: Component[]): Catalogue {
  return new Catalog(id, components, []);
}

export function processor(known: Catalogue, onAction: (action: Dispatched) => void): Processor {
  return new MessageProcessor([known], onAction);
}

/** The operations as messages of A2UI v0.9, copied: the data model writes into what it is given. Raises Error. */
export function messagesIn(operations: readonly unknown[]): Operation[] {
  const parsed = A2uiMessageListSchema.safeParse(structuredClone(operations));
  if (parsed.success) return parsed.data;
  throw new Error(said(parsed.error.issues));
}

export function said(issues: readonly z.ZodIssue[]): string {
  return issues.map(formatZodIssue).join("; ");
}

/** Writes where a property of the component's action is bound to, as an `updateDataModel` of the server would. */
export function setInContext(shown: Shown<z.ZodTypeAny>, name: string, value: unknown): void {
  const { componentModel, dataContext } = shown.context;
  const path: unknown = componentModel.properties.action?.event?.context?.[name]?.path;
  if (typeof path === "string") dataContext.set(path, value);
}
