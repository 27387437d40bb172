/** What the action is made of: each argument as a field, in its own type; an answer as text, a context as messages. */
import { Code, Textarea } from "@mantine/core";
import { lazy, Suspense, useMemo } from "react";
import { editable, withAccount, withoutAccount } from "../agents/deliverables/editable";
import type { FieldError } from "../api/problem";
import { Skeletons } from "../ui/Skeletons";
import { type ApprovalInFull, type Values as Arguments, mayEdit } from "./approval";
import { ContextView } from "./ContextView";
import { useFormContext } from "./useFormContext";

const SchemaForm = lazy(() => import("../forms/SchemaForm"));

interface Props {
  approval: ApprovalInFull;
  values: Arguments;
  errors: readonly FieldError[];
  onChange: (values: Arguments, valid: boolean) => void;
}

export function Values(props: Props) {
  const { approval, values } = props;
  if (approval.kind === "context") return <ContextView context={values} />;
  if (approval.kind === "final") return <Answer {...props} />;
  if (approval.arguments_schema) return <Fields {...props} schema={approval.arguments_schema} />;
  return Object.keys(values).length > 0 ? <Code block>{JSON.stringify(values, null, 2)}</Code> : null;
}

/** All but the account that it goes out by: that one was chosen in the agent's configuration. */
function Fields({ approval, values, errors, onChange, schema }: Props & { schema: Arguments }) {
  const context = useFormContext(schema);
  const before = approval.arguments;
  const shown = useMemo(() => editable(schema, before), [schema, before]);
  return (
    <Suspense fallback={<Skeletons />}>
      <SchemaForm
        schema={shown}
        value={withoutAccount(values)}
        onChange={(next, { valid }) => isValues(next) && onChange(withAccount(next, before), valid)}
        serverErrors={errors}
        readOnly={!mayEdit(approval)}
        compareWith={withoutAccount(before)}
        context={context}
        idPrefix={approval.approval_id}
      />
    </Suspense>
  );
}

function Answer({ approval, values, errors, onChange }: Props) {
  const text = typeof values.text === "string" ? values.text : "";
  const wrong = text.trim() ? errors[0]?.detail : "An answer has some text.";
  return (
    <Textarea
      label="The answer"
      description="Shown as it stands here, once you approve it."
      autosize
      minRows={4}
      maxRows={24}
      value={text}
      readOnly={!mayEdit(approval)}
      error={wrong}
      onChange={(event) => onChange({ ...values, text: event.currentTarget.value }, hasText(event))}
    />
  );
}

function hasText({ currentTarget }: { currentTarget: { value: string } }): boolean {
  return currentTarget.value.trim() !== "";
}

function isValues(value: unknown): value is Arguments {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
