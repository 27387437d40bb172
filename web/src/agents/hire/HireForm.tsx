/** The plan and the name, and the button that hires. */
import { Button, Group, Radio, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Schemas } from "../../api/client";
import { ProblemNote } from "../../ui/ProblemNote";
import type { Act } from "../act";
import type { AgentType } from "../queries";
import { hasTrial, trialTerms } from "./terms";

const LONGEST_NAME = 80;

interface Props {
  type: AgentType;
  hiring: Act<Schemas["NewSubscription"]>;
}

export function HireForm({ type, hiring }: Props) {
  const terms = type.enforcement_defaults;
  const [plan, setPlan] = useState(hasTrial(terms) ? "trial" : "monthly");
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = plan === "trial" ? "trial" : "monthly";
    hiring.run({ agent_type_id: type.agent_type_id, plan: wanted, name: name.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw={560}>
        <Radio.Group label="Plan" value={plan} onChange={setPlan}>
          <Stack gap="xs" mt="xs">
            <Radio value="trial" label="Trial" description={trialTerms(terms)} disabled={!hasTrial(terms)} />
            <Radio value="monthly" label="Monthly" description="Until you end it, without a trial's caps." />
          </Stack>
        </Radio.Group>
        <TextInput
          label="Name"
          description="What you call it until it has a nickname; you can leave it empty."
          placeholder={type.title}
          maxLength={LONGEST_NAME}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={hiring.problem?.errors.find((error) => error.pointer === "/name")?.detail}
        />
        {hiring.problem && <ProblemNote problem={hiring.problem} />}
        <Group>
          <Button type="submit" loading={hiring.busy}>
            Hire {type.title}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
