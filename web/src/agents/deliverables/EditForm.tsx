/** The fields of a draft's arguments, but for the account that it goes out by. */
import { lazy, Suspense, useEffect, useMemo } from "react";
import type { FieldError } from "../../api/problem";
import { idOf } from "../../forms/scope";
import type { ApprovalInFull, Values } from "../../inbox/approval";
import { useFormContext } from "../../inbox/useFormContext";
import { isObject } from "../../ui/diff/differences";
import { Skeletons } from "../../ui/Skeletons";
import { editable, withAccount, withoutAccount } from "./editable";

const SchemaForm = lazy(() => import("../../forms/SchemaForm"));

interface Props {
  approval: ApprovalInFull;
  values: Values;
  errors: readonly FieldError[] | undefined;
  /** The argument that the focus begins at. */
  begin: string | undefined;
  onChange: (values: Values, valid: boolean) => void;
}

export function EditForm({ approval, values, errors, begin, onChange }: Props) {
  const { approval_id: prefix, arguments: before, arguments_schema: whole } = approval;
  const schema = useMemo(() => editable(whole ?? {}, before), [whole, before]);
  const shown = useMemo(() => withoutAccount(values), [values]);
  const compareWith = useMemo(() => withoutAccount(before), [before]);
  const context = useFormContext(schema);
  const first = begin ?? Object.keys(compareWith)[0];
  return (
    <Suspense fallback={<Skeletons />}>
      <SchemaForm
        schema={schema}
        value={shown}
        onChange={(next, { valid }) => isObject(next) && onChange(withAccount(next, before), valid)}
        serverErrors={useMemo(() => placed(errors), [errors])}
        compareWith={compareWith}
        context={context}
        idPrefix={prefix}
      />
      {first && <Begin id={idOf(prefix, `/${first}`)} />}
    </Suspense>
  );
}

/** Once the fields are there, typing goes into this one. */
function Begin({ id }: { id: string }) {
  useEffect(() => document.getElementById(id)?.focus(), [id]);
  return null;
}

/** Pointers of a refused edit lead into the arguments, some from one step above. */
function placed(errors: readonly FieldError[] = []): FieldError[] {
  return errors.map(({ pointer, detail }) => ({
    pointer: pointer.replace(/^\/arguments(?=\/|$)/, ""),
    detail,
  }));
}
