//! The tables of a database, as `relata schema print` has found them.
//!
//! What `table!` does not say of them stands in comments, but for the names of primary keys.

use relata::prelude::*;

table! {
    #[table(name = "Album")]
    pub album as Album {
        #[primary_key, identity, column(name = "AlbumId")] album_id: i64,
        #[column(name = "Title"), sql(NVARCHAR(160))] title: String,
        #[column(name = "ArtistId")]
        #[index(name = "IFK_AlbumArtistId")]
        #[references(artist::artist_id)]
        artist_id: i64,

        artist: BelongsTo<artist::albums, artist_id>,
        tracks: HasMany<track::album>,
    }
}

table! {
    #[table(name = "Artist")]
    pub artist as Artist {
        #[primary_key, identity, column(name = "ArtistId")] artist_id: i64,
        #[column(name = "Name"), sql(NVARCHAR(120))] name: Option<String>,

        albums: HasMany<album::artist>,
    }
}

table! {
    #[table(name = "Customer")]
    pub customer as Customer {
        #[primary_key, identity, column(name = "CustomerId")] customer_id: i64,
        #[column(name = "FirstName"), sql(NVARCHAR(40))] first_name: String,
        #[column(name = "LastName"), sql(NVARCHAR(20))] last_name: String,
        #[column(name = "Company"), sql(NVARCHAR(80))] company: Option<String>,
        #[column(name = "Address"), sql(NVARCHAR(70))] address: Option<String>,
        #[column(name = "City"), sql(NVARCHAR(40))] city: Option<String>,
        #[column(name = "State"), sql(NVARCHAR(40))] state: Option<String>,
        #[column(name = "Country"), sql(NVARCHAR(40))] country: Option<String>,
        #[column(name = "PostalCode"), sql(NVARCHAR(10))] postal_code: Option<String>,
        #[column(name = "Phone"), sql(NVARCHAR(24))] phone: Option<String>,
        #[column(name = "Fax"), sql(NVARCHAR(24))] fax: Option<String>,
        #[column(name = "Email"), sql(NVARCHAR(60))] email: String,
        #[column(name = "SupportRepId")]
        #[index(name = "IFK_CustomerSupportRepId")]
        #[references(employee::employee_id)]
        support_rep_id: Option<i64>,

        support_rep: BelongsTo<employee::customers, support_rep_id>,
        invoices: HasMany<invoice::customer>,
    }
}

table! {
    #[table(name = "Employee")]
    pub employee as Employee {
        #[primary_key, identity, column(name = "EmployeeId")] employee_id: i64,
        #[column(name = "LastName"), sql(NVARCHAR(20))] last_name: String,
        #[column(name = "FirstName"), sql(NVARCHAR(20))] first_name: String,
        #[column(name = "Title"), sql(NVARCHAR(30))] title: Option<String>,
        #[column(name = "ReportsTo")]
        #[index(name = "IFK_EmployeeReportsTo")]
        #[references(employee::employee_id)]
        reports_to: Option<i64>,
        #[column(name = "BirthDate"), sql(DATETIME)] birth_date: Option<chrono::NaiveDateTime>,
        #[column(name = "HireDate"), sql(DATETIME)] hire_date: Option<chrono::NaiveDateTime>,
        #[column(name = "Address"), sql(NVARCHAR(70))] address: Option<String>,
        #[column(name = "City"), sql(NVARCHAR(40))] city: Option<String>,
        #[column(name = "State"), sql(NVARCHAR(40))] state: Option<String>,
        #[column(name = "Country"), sql(NVARCHAR(40))] country: Option<String>,
        #[column(name = "PostalCode"), sql(NVARCHAR(10))] postal_code: Option<String>,
        #[column(name = "Phone"), sql(NVARCHAR(24))] phone: Option<String>,
        #[column(name = "Fax"), sql(NVARCHAR(24))] fax: Option<String>,
        #[column(name = "Email"), sql(NVARCHAR(60))] email: Option<String>,

        customers: HasMany<customer::support_rep>,
        employee: BelongsTo<employee::employees, reports_to>,
        employees: HasMany<employee::employee>,
    }
}

table! {
    #[table(name = "Genre")]
    pub genre as Genre {
        #[primary_key, identity, column(name = "GenreId")] genre_id: i64,
        #[column(name = "Name"), sql(NVARCHAR(120))] name: Option<String>,

        tracks: HasMany<track::genre>,
    }
}

table! {
    #[table(name = "Invoice")]
    pub invoice as Invoice {
        #[primary_key, identity, column(name = "InvoiceId")] invoice_id: i64,
        #[column(name = "CustomerId")]
        #[index(name = "IFK_InvoiceCustomerId")]
        #[references(customer::customer_id)]
        customer_id: i64,
        #[column(name = "InvoiceDate"), sql(DATETIME)] invoice_date: chrono::NaiveDateTime,
        #[column(name = "BillingAddress"), sql(NVARCHAR(70))] billing_address: Option<String>,
        #[column(name = "BillingCity"), sql(NVARCHAR(40))] billing_city: Option<String>,
        #[column(name = "BillingState"), sql(NVARCHAR(40))] billing_state: Option<String>,
        #[column(name = "BillingCountry"), sql(NVARCHAR(40))] billing_country: Option<String>,
        #[column(name = "BillingPostalCode"), sql(NVARCHAR(10))]
        billing_postal_code: Option<String>,
        #[column(name = "Total"), sql(NUMERIC(10, 2))] total: f64,

        customer: BelongsTo<customer::invoices, customer_id>,
        invoice_lines: HasMany<invoice_line::invoice>,
    }
}

table! {
    #[table(name = "InvoiceLine")]
    pub invoice_line as InvoiceLine {
        #[primary_key, identity, column(name = "InvoiceLineId")] invoice_line_id: i64,
        #[column(name = "InvoiceId")]
        #[index(name = "IFK_InvoiceLineInvoiceId")]
        #[references(invoice::invoice_id)]
        invoice_id: i64,
        #[column(name = "TrackId")]
        #[index(name = "IFK_InvoiceLineTrackId")]
        #[references(track::track_id)]
        track_id: i64,
        #[column(name = "UnitPrice"), sql(NUMERIC(10, 2))] unit_price: f64,
        #[column(name = "Quantity")] quantity: i64,

        invoice: BelongsTo<invoice::invoice_lines, invoice_id>,
        track: BelongsTo<track::invoice_lines, track_id>,
    }
}

table! {
    #[table(name = "MediaType")]
    pub media_type as MediaType {
        #[primary_key, identity, column(name = "MediaTypeId")] media_type_id: i64,
        #[column(name = "Name"), sql(NVARCHAR(120))] name: Option<String>,

        tracks: HasMany<track::media_type>,
    }
}

table! {
    #[table(name = "Playlist")]
    pub playlist as Playlist {
        #[primary_key, identity, column(name = "PlaylistId")] playlist_id: i64,
        #[column(name = "Name"), sql(NVARCHAR(120))] name: Option<String>,

        tracks: ManyToMany<track::playlists, playlist_track>,
    }
}

table! {
    #[table(name = "PlaylistTrack")]
    #[primary_key(playlist_id, track_id)]
    pub playlist_track as PlaylistTrack {
        #[column(name = "PlaylistId")]
        #[index(name = "IFK_PlaylistTrackPlaylistId")]
        #[references(playlist::playlist_id)]
        playlist_id: i64,
        #[column(name = "TrackId")]
        #[index(name = "IFK_PlaylistTrackTrackId")]
        #[references(track::track_id)]
        track_id: i64,
    }
}

table! {
    #[table(name = "Track")]
    pub track as Track {
        #[primary_key, identity, column(name = "TrackId")] track_id: i64,
        #[column(name = "Name"), sql(NVARCHAR(200))] name: String,
        #[column(name = "AlbumId"), index(name = "IFK_TrackAlbumId"), references(album::album_id)]
        album_id: Option<i64>,
        #[column(name = "MediaTypeId")]
        #[index(name = "IFK_TrackMediaTypeId")]
        #[references(media_type::media_type_id)]
        media_type_id: i64,
        #[column(name = "GenreId"), index(name = "IFK_TrackGenreId"), references(genre::genre_id)]
        genre_id: Option<i64>,
        #[column(name = "Composer"), sql(NVARCHAR(220))] composer: Option<String>,
        #[column(name = "Milliseconds")] milliseconds: i64,
        #[column(name = "Bytes")] bytes: Option<i64>,
        #[column(name = "UnitPrice"), sql(NUMERIC(10, 2))] unit_price: f64,

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
