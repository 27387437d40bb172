-------------------------------- MODULE Gate --------------------------------
(* One approval and what is done under it: docs/proofs/README.md says what is modelled, and what is not.   *)
(* A version stands for a digest: an edit makes the next one. Every action below is one call to the store  *)
(* or to the destination; whatever an actor read before may be out of date when it acts.                   *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS People, Needed,    \* who may decide, and how many of them must say yes
          Workers,           \* each runs the settle message, which is delivered at least once and at any time
          Versions, Attempts, Crashes

VARIABLES status, version, votes, seen,  \* the approval; what each person looked at before deciding
          past,                          \* the clock stands after the expiry
          attempt, effect,               \* attempts made so far (0: not consumed), and the effect of each
          worker, reconciler,
          wire,                          \* every request that a worker let go, in order
          crashes,
          verdict                        \* history alone: the first verdict, and what its people saw

approval == <<status, version, votes, seen, verdict>>
ledger   == <<attempt, effect>>
vars     == <<approval, past, ledger, worker, reconciler, wire, crashes>>

Ended    == {"denied", "revoked", "expired"}
Settled  == {"confirmed", "failed", "not_sent", "needs_person"}
None     == [status |-> "none", version |-> 0, holder |-> "nobody", leased |-> FALSE]
Idle     == [at |-> "idle", version |-> 0, attempt |-> 0, outcome |-> ""]

Init ==
  /\ status = "pending" /\ version = 1 /\ votes = {} /\ seen = [p \in People |-> 0]
  /\ past = FALSE /\ attempt = 0 /\ effect = [n \in 1..Attempts |-> None]
  /\ worker = [w \in Workers |-> Idle] /\ reconciler = Idle
  /\ wire = <<>> /\ crashes = 0 /\ verdict = [what |-> "none", saw |-> {}]

-----------------------------------------------------------------------------
(* People. The table decides: each verdict is one write, on the condition that it is still pending and     *)
(* that the digest is the one this person saw.                                                             *)

Stand(what, v, yes) ==
  /\ status' = what /\ version' = v /\ votes' = yes
  /\ verdict' = IF verdict.what = "none" /\ what # "pending"
                THEN [what |-> what, saw |-> {vote[2] : vote \in yes}] ELSE verdict
  /\ UNCHANGED <<seen, past, ledger, worker, reconciler, wire, crashes>>

Enough(yes) == IF Cardinality({vote[1] : vote \in yes}) >= Needed THEN "approved" ELSE "pending"

Look(p) ==
  /\ seen[p] # version /\ status = "pending"
  /\ seen' = [seen EXCEPT ![p] = version]
  /\ UNCHANGED <<status, version, votes, verdict, past, ledger, worker, reconciler, wire, crashes>>

Open(p) == seen[p] > 0 /\ ~past
  /\ status = "pending"
  /\ seen[p] = version

Approve(p) == Open(p) /\ LET yes == votes \union {<<p, seen[p]>>} IN Stand(Enough(yes), version, yes)
Edit(p)    == Open(p) /\ version < Versions /\ LET yes == {<<p, version + 1>>} IN Stand(Enough(yes), version + 1, yes)
Deny(p)    == Open(p) /\ Stand("denied", version, {})
Revoke     == status \in {"pending", "approved"} /\ attempt = 0 /\ Stand("revoked", version, {})
Expire     == past /\ status \in {"pending", "approved"} /\ attempt = 0 /\ Stand("expired", version, {})

TimePasses ==
  /\ ~past /\ past' = TRUE
  /\ UNCHANGED <<approval, ledger, worker, reconciler, wire, crashes>>

-----------------------------------------------------------------------------
(* Workers: read, consume and prepare, dispatch, send, settle.                                             *)

Goes(w, state) == worker' = [worker EXCEPT ![w] = state]

Deliver(w) ==
  /\ worker[w].at = "idle" /\ Goes(w, [Idle EXCEPT !.at = "read"])
  /\ UNCHANGED <<approval, past, ledger, reconciler, wire, crashes>>

MayTry(n) == n = 1 \/ effect[n - 1].status = "not_sent"

Read(w) ==
  /\ worker[w].at = "read"
  /\ LET next == attempt + 1 IN
     IF status = "approved" /\ next <= Attempts /\ MayTry(next)
     THEN Goes(w, [at |-> "consume", version |-> version, attempt |-> next, outcome |-> ""])
     ELSE Goes(w, Idle)
  /\ UNCHANGED <<approval, past, ledger, reconciler, wire, crashes>>

Consume(w) ==
  LET n == worker[w].attempt IN
  /\ worker[w].at = "consume"
  /\ IF /\ status = "approved"
        /\ version = worker[w].version
        /\ attempt = n - 1 /\ MayTry(n)
        /\ ~past
     THEN /\ attempt' = n
          /\ effect' = [effect EXCEPT ![n] =
               [status |-> "prepared", version |-> worker[w].version, holder |-> w, leased |-> TRUE]]
          /\ Goes(w, [worker[w] EXCEPT !.at = "dispatch"])
     ELSE Goes(w, Idle) /\ UNCHANGED ledger
  /\ UNCHANGED <<approval, past, reconciler, wire, crashes>>

Dispatch(w) ==
  LET n == worker[w].attempt IN
  /\ worker[w].at = "dispatch"
  /\ IF effect[n].status = "prepared" /\ effect[n].holder = w
     THEN /\ effect' = [effect EXCEPT ![n].status = "dispatched"]
          /\ Goes(w, [worker[w] EXCEPT !.at = "send"])
     ELSE Goes(w, Idle) /\ UNCHANGED effect
  /\ UNCHANGED <<approval, past, attempt, reconciler, wire, crashes>>

(* The world chooses: it never left; it arrived and was answered; it arrived and the answer was lost;      *)
(* it was lost on its way. The worker cannot tell the last two apart.                                      *)
Fates == {<<"refused", "not_sent">>, <<"arrived", "confirmed">>, <<"arrived", "failed">>,
          <<"arrived", "unknown">>, <<"lost", "unknown">>}

Send(w) ==
  /\ worker[w].at = "send"
  /\ \E fate \in Fates :
       /\ wire' = Append(wire, [attempt |-> worker[w].attempt, version |-> worker[w].version, fate |-> fate[1]])
       /\ Goes(w, [worker[w] EXCEPT !.at = "settle", !.outcome = fate[2]])
  /\ UNCHANGED <<approval, past, ledger, reconciler, crashes>>

Settle(w) ==
  LET n == worker[w].attempt IN
  /\ worker[w].at = "settle"
  /\ effect' = IF effect[n].status = "dispatched" /\ effect[n].holder = w
               THEN [effect EXCEPT ![n].status = worker[w].outcome] ELSE effect
  /\ Goes(w, Idle)
  /\ UNCHANGED <<approval, past, attempt, reconciler, wire, crashes>>

Crash(w) ==
  /\ worker[w].at # "idle" /\ crashes < Crashes
  /\ crashes' = crashes + 1 /\ Goes(w, Idle)
  /\ UNCHANGED <<approval, past, ledger, reconciler, wire>>

-----------------------------------------------------------------------------
(* The lease only says who is likely to be dead: a slow worker goes on after it. What never was dispatched *)
(* surely did not leave; what was dispatched may have, and is never sent again.                            *)

LeaseEnds(n) ==
  /\ effect[n].leased /\ effect' = [effect EXCEPT ![n].leased = FALSE]
  /\ UNCHANGED <<approval, past, attempt, worker, reconciler, wire, crashes>>

Unsettled(n) == effect[n].status = "unknown" \/ (effect[n].status \in {"prepared", "dispatched"} /\ ~effect[n].leased)

Find(n) ==
  /\ reconciler.at = "idle" /\ Unsettled(n)
  /\ reconciler' = [at |-> effect[n].status, version |-> 0, attempt |-> n, outcome |-> ""]
  /\ UNCHANGED <<approval, past, ledger, worker, wire, crashes>>

Arrived(n) == \E i \in 1..Len(wire) : wire[i].attempt = n /\ wire[i].fate = "arrived"

Reconciled(n) ==
  CASE reconciler.at = "prepared"   -> "not_sent"
    [] reconciler.at = "dispatched" -> "unknown"
    [] reconciler.at = "unknown"    -> IF Arrived(n) THEN "confirmed" ELSE "needs_person"

Reconcile ==
  LET n == reconciler.attempt IN
  /\ reconciler.at # "idle"
  /\ effect' = IF effect[n].status = reconciler.at
               THEN [effect EXCEPT ![n].status = Reconciled(n)] ELSE effect
  /\ reconciler' = Idle
  /\ UNCHANGED <<approval, past, attempt, worker, wire, crashes>>

ReconcilerCrashes ==
  /\ reconciler.at # "idle" /\ crashes < Crashes
  /\ crashes' = crashes + 1 /\ reconciler' = Idle
  /\ UNCHANGED <<approval, past, ledger, worker, wire>>

-----------------------------------------------------------------------------
Person == \E p \in People : Look(p) \/ Approve(p) \/ Edit(p) \/ Deny(p)
Work(w) == Deliver(w) \/ Read(w) \/ Consume(w) \/ Dispatch(w) \/ Send(w) \/ Settle(w)
Care == (\E n \in 1..Attempts : Find(n)) \/ Reconcile
Time == TimePasses \/ Expire \/ \E n \in 1..Attempts : LeaseEnds(n)

Next == Person \/ Revoke \/ (\E w \in Workers : Work(w) \/ Crash(w)) \/ ReconcilerCrashes \/ Care \/ Time

(* People may do nothing for ever, and crashes end at some time; all the rest goes on.                     *)
Spec == Init /\ [][Next]_vars /\ WF_vars(Care) /\ WF_vars(TimePasses) /\ WF_vars(Expire)
        /\ (\A n \in 1..Attempts : WF_vars(LeaseEnds(n))) /\ (\A w \in Workers : WF_vars(Work(w)))

-----------------------------------------------------------------------------
TypeOK ==
  /\ status \in {"pending", "approved"} \union Ended /\ version \in 1..Versions
  /\ attempt \in 0..Attempts /\ Len(wire) <= Attempts

(* What may have arrived: all but what surely never left.                                                  *)
Requests == {i \in 1..Len(wire) : wire[i].fate # "refused"}

NoRequestWithoutApproval ==
  \A i \in 1..Len(wire) : verdict.what = "approved" /\ verdict.saw = {wire[i].version}

AtMostOnce == Cardinality(Requests) <= 1

OneVerdict == status # "pending" => (status = verdict.what \/ (verdict.what = "approved" /\ status \in Ended /\ attempt = 0))

(* Honest: what is said of an attempt is what became of its request.                                       *)
Honest == \A n \in 1..Attempts :
  /\ effect[n].status = "not_sent" => \A i \in Requests : wire[i].attempt # n
  /\ effect[n].status \in {"confirmed", "failed"} => Arrived(n)

Finished == status \in Ended \/ (status = "approved" /\ attempt > 0 /\ effect[attempt].status \in Settled)
EverythingSettles == <>[]Finished
=============================================================================
