-- DataFolder.Format 5

CREATE TABLE "client_registrations" (
    "hash" TEXT NOT NULL CONSTRAINT "pk_client_registrations" PRIMARY KEY
);


CREATE TABLE "open_iddict_applications" (
    "id" TEXT NOT NULL CONSTRAINT "pk_open_iddict_applications" PRIMARY KEY,
    "application_type" TEXT NULL,
    "client_id" TEXT NULL,
    "client_secret" TEXT NULL,
    "client_type" TEXT NULL,
    "concurrency_token" TEXT NULL,
    "consent_type" TEXT NULL,
    "display_name" TEXT NULL,
    "display_names" TEXT NULL,
    "json_web_key_set" TEXT NULL,
    "permissions" TEXT NULL,
    "post_logout_redirect_uris" TEXT NULL,
    "properties" TEXT NULL,
    "redirect_uris" TEXT NULL,
    "requirements" TEXT NULL,
    "settings" TEXT NULL
);


CREATE TABLE "open_iddict_scopes" (
    "id" TEXT NOT NULL CONSTRAINT "pk_open_iddict_scopes" PRIMARY KEY,
    "concurrency_token" TEXT NULL,
    "description" TEXT NULL,
    "descriptions" TEXT NULL,
    "display_name" TEXT NULL,
    "display_names" TEXT NULL,
    "name" TEXT NULL,
    "properties" TEXT NULL,
    "resources" TEXT NULL
);


CREATE TABLE "open_iddict_authorizations" (
    "id" TEXT NOT NULL CONSTRAINT "pk_open_iddict_authorizations" PRIMARY KEY,
    "application_id" TEXT NULL,
    "concurrency_token" TEXT NULL,
    "creation_date" TEXT NULL,
    "properties" TEXT NULL,
    "scopes" TEXT NULL,
    "status" TEXT NULL,
    "subject" TEXT NULL,
    "type" TEXT NULL,
    CONSTRAINT "fk_open_iddict_authorizations_open_iddict_applications_application_id" FOREIGN KEY ("application_id") REFERENCES "open_iddict_applications" ("id")
);


CREATE TABLE "open_iddict_tokens" (
    "id" TEXT NOT NULL CONSTRAINT "pk_open_iddict_tokens" PRIMARY KEY,
    "application_id" TEXT NULL,
    "authorization_id" TEXT NULL,
    "concurrency_token" TEXT NULL,
    "creation_date" TEXT NULL,
    "expiration_date" TEXT NULL,
    "payload" TEXT NULL,
    "properties" TEXT NULL,
    "redemption_date" TEXT NULL,
    "reference_id" TEXT NULL,
    "status" TEXT NULL,
    "subject" TEXT NULL,
    "type" TEXT NULL,
    CONSTRAINT "fk_open_iddict_tokens_open_iddict_applications_application_id" FOREIGN KEY ("application_id") REFERENCES "open_iddict_applications" ("id"),
    CONSTRAINT "fk_open_iddict_tokens_open_iddict_authorizations_authorization_id" FOREIGN KEY ("authorization_id") REFERENCES "open_iddict_authorizations" ("id")
);


CREATE UNIQUE INDEX "ix_open_iddict_applications_client_id" ON "open_iddict_applications" ("client_id");


CREATE INDEX "ix_open_iddict_authorizations_application_id_status_subject_type" ON "open_iddict_authorizations" ("application_id", "status", "subject", "type");


CREATE UNIQUE INDEX "ix_open_iddict_scopes_name" ON "open_iddict_scopes" ("name");


CREATE INDEX "ix_open_iddict_tokens_application_id_status_subject_type" ON "open_iddict_tokens" ("application_id", "status", "subject", "type");


CREATE INDEX "ix_open_iddict_tokens_authorization_id" ON "open_iddict_tokens" ("authorization_id");


CREATE UNIQUE INDEX "ix_open_iddict_tokens_reference_id" ON "open_iddict_tokens" ("reference_id");
