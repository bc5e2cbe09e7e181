-- The tables of a team. They say which member may send to whom; what was sent, each computer knows itself. All names
-- are qualified, and nothing outside of the schema is touched: the database may serve other programs as well.
CREATE SCHEMA sendonce;
REVOKE ALL ON SCHEMA sendonce FROM PUBLIC;

-- Numbers rise as rows are made. A hold makes them jump, so that a number from before it is below all later ones.
CREATE SEQUENCE sendonce.numbers;

CREATE TABLE sendonce.team (
  is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one),
  id uuid NOT NULL,
  name bytea NOT NULL,
  -- Made from the team's key: recognises a code of another team, and reveals nothing about the key.
  key_check uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  -- The database in which all members had told everything, or in which the team was made.
  identity text NOT NULL,
  -- Rises with each hold: a member that told everything under an earlier one has to do so again.
  epoch integer NOT NULL DEFAULT 1,
  held_why text CHECK (held_why IN ('other_database', 'row_gone')),
  held_at timestamptz,
  CHECK ((held_why IS NULL) = (held_at IS NULL))
);

CREATE TABLE sendonce.member (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The role under which the member connects.
  role name NOT NULL UNIQUE,
  name bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('coordinator', 'sender')),
  joined_at timestamptz,
  -- The computer that joined under this role: an invitation is for one computer.
  computer uuid,
  heard_at timestamptz,
  removed_at timestamptz,
  told_epoch integer NOT NULL DEFAULT 0,
  -- The hold in which a coordinator let the team go on without this member.
  excused_epoch integer NOT NULL DEFAULT 0,
  -- The member's newest reservation, by which others notice that the database was put back.
  newest uuid,
  -- How many people the member ever asked for. After a restore, other members remember more.
  asked bigint NOT NULL DEFAULT 0
);

CREATE TABLE sendonce.campaign (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid uuid NOT NULL UNIQUE,
  sealed bytea NOT NULL,
  -- `drawing`: its people are being put here, and nobody sees it yet.
  state text NOT NULL DEFAULT 'drawing' CHECK (state IN ('drawing', 'running', 'paused', 'cancelled')),
  people integer NOT NULL DEFAULT 0 CHECK (people >= 0),
  made_by integer NOT NULL REFERENCES sendonce.member,
  made_at timestamptz NOT NULL DEFAULT now(),
  -- The transaction of the last change of state, so that a reader hears only of changes and misses none that commits
  -- late.
  changed xid8 NOT NULL DEFAULT pg_current_xact_id(),
  -- The epoch of the team in which a coordinator last set the state: whatever members heard before a later hold is
  -- newer.
  said_epoch integer NOT NULL DEFAULT 0
);

-- The file that goes out with a campaign's text, in pieces.
CREATE TABLE sendonce.file (
  campaign integer NOT NULL REFERENCES sendonce.campaign,
  piece integer NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (campaign, piece)
);

CREATE TABLE sendonce.reservation (
  number bigint PRIMARY KEY,
  token uuid NOT NULL UNIQUE,
  member integer NOT NULL REFERENCES sendonce.member,
  -- Null for a campaign that only one member sends.
  campaign integer REFERENCES sendonce.campaign,
  place integer,
  -- 1 reserved, 2 closed before the gate, 3 left without an acknowledgement, 4 acknowledged. It only rises.
  outcome smallint NOT NULL CHECK (outcome BETWEEN 1 AND 4),
  at timestamptz NOT NULL,
  -- The number at which the outcome was told: no repeat that was declared before that may follow this reservation.
  ended bigint,
  -- The keyed hash of the person's number: people who heard lately can be left in peace. Null for an erased person.
  contact uuid,
  CHECK ((ended IS NULL) = (outcome = 1))
);
CREATE INDEX reservation_contact ON sendonce.reservation (contact);

-- "This person has been sent this, under this reservation." The key is made from scope and alias, and hides the person.
CREATE TABLE sendonce.fence (
  key uuid PRIMARY KEY,
  number bigint NOT NULL,
  -- The number of a declared repeat of the text. Null for the text itself, as nearly always: a null takes no space.
  repeat smallint CHECK (repeat > 0)
);
CREATE INDEX fence_repeat ON sendonce.fence (repeat) WHERE repeat > 0;

CREATE TABLE sendonce.person (
  campaign integer NOT NULL REFERENCES sendonce.campaign,
  -- The row of the list.
  place integer NOT NULL,
  -- The member that is to send: the one that the list names, else the one that last wrote with the person; null where
  -- anybody may take them.
  sender integer REFERENCES sendonce.member,
  is_named boolean NOT NULL DEFAULT false,
  holder integer REFERENCES sendonce.member,
  number bigint,
  -- Nothing was reserved, and nothing will be: the holder knows why.
  is_ended boolean NOT NULL DEFAULT false,
  -- Empty after the person is erased. `contact`: a keyed hash of the person.
  sealed bytea NOT NULL,
  contact uuid,
  -- Keys of their other numbers, which block them like their own: stops, fences and contacts. Null where there are none.
  also uuid[],
  PRIMARY KEY (campaign, place),
  CHECK ((number IS NULL AND NOT is_ended) OR holder IS NOT NULL)
);
CREATE INDEX person_contact ON sendonce.person (contact);
CREATE INDEX person_free ON sendonce.person (campaign, sender, place) WHERE holder IS NULL;
CREATE INDEX person_named ON sendonce.person (campaign, sender) WHERE holder IS NULL AND is_named;
CREATE INDEX person_ended ON sendonce.person (campaign, place) WHERE is_ended;
CREATE INDEX person_held ON sendonce.person (holder) WHERE holder IS NOT NULL AND number IS NULL AND NOT is_ended;

-- Do not contact, by alias and by the member that says so: a member that lets somebody back in speaks only for itself.
-- `added` is the transaction, as in a campaign.
CREATE TABLE sendonce.stop (
  key uuid NOT NULL,
  member integer NOT NULL REFERENCES sendonce.member,
  is_lifted boolean NOT NULL DEFAULT false,
  added xid8 NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (key, member)
);
CREATE INDEX stop_added ON sendonce.stop (added);

-- How many people of a campaign a member has at each outcome. Kept with each change, so that nobody has to count.
CREATE TABLE sendonce.progress (
  campaign integer NOT NULL REFERENCES sendonce.campaign,
  member integer NOT NULL REFERENCES sendonce.member,
  taken integer NOT NULL DEFAULT 0,
  reserved integer NOT NULL DEFAULT 0,
  closed integer NOT NULL DEFAULT 0,
  unconfirmed integer NOT NULL DEFAULT 0,
  sent integer NOT NULL DEFAULT 0,
  -- Since when the member stands still until a person acts. Null where it does not.
  still_at timestamptz,
  PRIMARY KEY (campaign, member)
);
