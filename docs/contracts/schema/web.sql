-- DataFolder.Format 5

CREATE TABLE "drafts" (
    "id" TEXT NOT NULL CONSTRAINT "pk_drafts" PRIMARY KEY,
    "owner" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NULL,
    "body" TEXT NOT NULL,
    "changed_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "sent_as" TEXT NULL
);


CREATE TABLE "sessions" (
    "id" TEXT NOT NULL CONSTRAINT "pk_sessions" PRIMARY KEY,
    "ticket" BLOB NOT NULL,
    "expires_at" TEXT NOT NULL
);


CREATE INDEX "ix_drafts_owner_kind_changed_at" ON "drafts" ("owner", "kind", "changed_at");


CREATE INDEX "ix_sessions_expires_at" ON "sessions" ("expires_at");
