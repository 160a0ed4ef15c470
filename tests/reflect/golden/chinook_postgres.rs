//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

table! {
    pub album as Album {
        #[primary_key] album_id: i32,
        #[sql(varchar(160))] title: String,
        #[index(name = "album_artist_id_idx")]
        #[references(artist::artist_id, name = "album_artist_id_fkey")]
        artist_id: i32,

        artist: BelongsTo<artist::albums, artist_id>,
        tracks: HasMany<track::album>,
    }
}

table! {
    pub artist as Artist {
        #[primary_key] artist_id: i32,
        #[sql(varchar(120))] name: Option<String>,

        albums: HasMany<album::artist>,
    }
}

table! {
    pub customer as Customer {
        #[primary_key] customer_id: i32,
        #[sql(varchar(40))] first_name: String,
        #[sql(varchar(20))] last_name: String,
        #[sql(varchar(80))] company: Option<String>,
        #[sql(varchar(70))] address: Option<String>,
        #[sql(varchar(40))] city: Option<String>,
        #[sql(varchar(40))] state: Option<String>,
        #[sql(varchar(40))] country: Option<String>,
        #[sql(varchar(10))] postal_code: Option<String>,
        #[sql(varchar(24))] phone: Option<String>,
        #[sql(varchar(24))] fax: Option<String>,
        #[sql(varchar(60))] email: String,
        #[index(name = "customer_support_rep_id_idx")]
        #[references(employee::employee_id, name = "customer_support_rep_id_fkey")]
        support_rep_id: Option<i32>,

        support_rep: BelongsTo<employee::customers, support_rep_id>,
        invoices: HasMany<invoice::customer>,
    }
}

table! {
    pub employee as Employee {
        #[primary_key] employee_id: i32,
        #[sql(varchar(20))] last_name: String,
        #[sql(varchar(20))] first_name: String,
        #[sql(varchar(30))] title: Option<String>,
        #[index(name = "employee_reports_to_idx")]
        #[references(employee::employee_id, name = "employee_reports_to_fkey")]
        reports_to: Option<i32>,
        birth_date: Option<chrono::NaiveDateTime>,
        hire_date: Option<chrono::NaiveDateTime>,
        #[sql(varchar(70))] address: Option<String>,
        #[sql(varchar(40))] city: Option<String>,
        #[sql(varchar(40))] state: Option<String>,
        #[sql(varchar(40))] country: Option<String>,
        #[sql(varchar(10))] postal_code: Option<String>,
        #[sql(varchar(24))] phone: Option<String>,
        #[sql(varchar(24))] fax: Option<String>,
        #[sql(varchar(60))] email: Option<String>,

        customers: HasMany<customer::support_rep>,
        employee: BelongsTo<employee::employees, reports_to>,
        employees: HasMany<employee::employee>,
    }
}

table! {
    pub genre as Genre {
        #[primary_key] genre_id: i32,
        #[sql(varchar(120))] name: Option<String>,

        tracks: HasMany<track::genre>,
    }
}

table! {
    pub invoice as Invoice {
        #[primary_key] invoice_id: i32,
        #[index(name = "invoice_customer_id_idx")]
        #[references(customer::customer_id, name = "invoice_customer_id_fkey")]
        customer_id: i32,
        invoice_date: chrono::NaiveDateTime,
        #[sql(varchar(70))] billing_address: Option<String>,
        #[sql(varchar(40))] billing_city: Option<String>,
        #[sql(varchar(40))] billing_state: Option<String>,
        #[sql(varchar(40))] billing_country: Option<String>,
        #[sql(varchar(10))] billing_postal_code: Option<String>,
        #[sql(numeric(10, 2))] total: rust_decimal::Decimal,

        customer: BelongsTo<customer::invoices, customer_id>,
        invoice_lines: HasMany<invoice_line::invoice>,
    }
}

table! {
    pub invoice_line as InvoiceLine {
        #[primary_key] invoice_line_id: i32,
        #[index(name = "invoice_line_invoice_id_idx")]
        #[references(invoice::invoice_id, name = "invoice_line_invoice_id_fkey")]
        invoice_id: i32,
        #[index(name = "invoice_line_track_id_idx")]
        #[references(track::track_id, name = "invoice_line_track_id_fkey")]
        track_id: i32,
        #[sql(numeric(10, 2))] unit_price: rust_decimal::Decimal,
        quantity: i32,

        invoice: BelongsTo<invoice::invoice_lines, invoice_id>,
        track: BelongsTo<track::invoice_lines, track_id>,
    }
}

table! {
    pub media_type as MediaType {
        #[primary_key] media_type_id: i32,
        #[sql(varchar(120))] name: Option<String>,

        tracks: HasMany<track::media_type>,
    }
}

table! {
    pub playlist as Playlist {
        #[primary_key] playlist_id: i32,
        #[sql(varchar(120))] name: Option<String>,

        tracks: ManyToMany<track::playlists, playlist_track>,
    }
}

table! {
    #[primary_key(playlist_id, track_id)]
    pub playlist_track as PlaylistTrack {
        #[index(name = "playlist_track_playlist_id_idx")]
        #[references(playlist::playlist_id, name = "playlist_track_playlist_id_fkey")]
        playlist_id: i32,
        #[index(name = "playlist_track_track_id_idx")]
        #[references(track::track_id, name = "playlist_track_track_id_fkey")]
        track_id: i32,
    }
}

table! {
    pub track as Track {
        #[primary_key] track_id: i32,
        #[sql(varchar(200))] name: String,
        #[index(name = "track_album_id_idx")]
        #[references(album::album_id, name = "track_album_id_fkey")]
        album_id: Option<i32>,
        #[index(name = "track_media_type_id_idx")]
        #[references(media_type::media_type_id, name = "track_media_type_id_fkey")]
        media_type_id: i32,
        #[index(name = "track_genre_id_idx")]
        #[references(genre::genre_id, name = "track_genre_id_fkey")]
        genre_id: Option<i32>,
        #[sql(varchar(220))] composer: Option<String>,
        milliseconds: i32,
        bytes: Option<i32>,
        #[sql(numeric(10, 2))] unit_price: rust_decimal::Decimal,

        invoice_lines: HasMany<invoice_line::track>,
        playlists: ManyToMany<playlist::tracks, playlist_track>,
        album: BelongsTo<album::tracks, album_id>,
        media_type: BelongsTo<media_type::tracks, media_type_id>,
        genre: BelongsTo<genre::tracks, genre_id>,
    }
}

schema! {
    pub tables: album, artist, customer, employee, genre, invoice, invoice_line, media_type,
        playlist, playlist_track, track
}
