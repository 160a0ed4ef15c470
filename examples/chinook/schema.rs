//! The Chinook schema: a music shop's catalogue, staff, customers and invoices.
//!
//! Names in Rust are those of Rust, names in SQL those of the script for SQLite, on all databases alike:
//! the tables are created from here. Dates are texts, so that no library for dates is needed.

use relata::prelude::*;

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ArtistId(pub i64);

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AlbumId(pub i64);

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TrackId(pub i64);

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CustomerId(pub i64);

#[derive(SqlType, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EmployeeId(pub i64);

table! {
    #[table(name = "Artist")]
    pub artist as Artist {
        #[primary_key, column(name = "ArtistId")] id: ArtistId,
        #[column(name = "Name"), sql(varchar(120))] name: Option<String>,

        albums: HasMany<album::artist>,
    }
}

table! {
    #[table(name = "Album")]
    pub album as Album {
        #[primary_key, column(name = "AlbumId")] id: AlbumId,
        #[column(name = "Title"), sql(varchar(160))] title: String,
        #[index, column(name = "ArtistId"), references(artist::id)] artist_id: ArtistId,

        artist: BelongsTo<artist::albums, artist_id>,
        tracks: HasMany<track::album>,
    }
}

table! {
    #[table(name = "Genre")]
    pub genre as Genre {
        #[primary_key, column(name = "GenreId")] id: i64,
        #[column(name = "Name"), sql(varchar(120))] name: Option<String>,

        tracks: HasMany<track::genre>,
    }
}

table! {
    #[table(name = "MediaType")]
    pub media_type as MediaType {
        #[primary_key, column(name = "MediaTypeId")] id: i64,
        #[column(name = "Name"), sql(varchar(120))] name: Option<String>,

        tracks: HasMany<track::media_type>,
    }
}

table! {
    #[table(name = "Track")]
    pub track as Track {
        #[primary_key, column(name = "TrackId")] id: TrackId,
        #[column(name = "Name"), sql(varchar(200))] name: String,
        #[index, column(name = "AlbumId"), references(album::id)] album_id: Option<AlbumId>,
        #[index, column(name = "MediaTypeId"), references(media_type::id)] media_type_id: i64,
        #[index, column(name = "GenreId"), references(genre::id)] genre_id: Option<i64>,
        #[column(name = "Composer"), sql(varchar(220))] composer: Option<String>,
        #[column(name = "Milliseconds")] milliseconds: i64,
        #[column(name = "Bytes")] bytes: Option<i64>,
        #[column(name = "UnitPrice")] unit_price: f64,

        album: BelongsTo<album::tracks, album_id>,
        media_type: BelongsTo<media_type::tracks, media_type_id>,
        genre: BelongsTo<genre::tracks, genre_id>,
        playlists: ManyToMany<playlist::tracks, playlist_track>,
        sales: HasMany<invoice_line::track>,
    }
}

table! {
    #[table(name = "Playlist")]
    pub playlist as Playlist {
        #[primary_key, column(name = "PlaylistId")] id: i64,
        #[column(name = "Name"), sql(varchar(120))] name: Option<String>,

        tracks: ManyToMany<track::playlists, playlist_track>,
    }
}

table! {
    #[table(name = "PlaylistTrack"), primary_key(playlist_id, track_id)]
    pub playlist_track as PlaylistTrack {
        #[index, column(name = "PlaylistId"), references(playlist::id)] playlist_id: i64,
        #[index, column(name = "TrackId"), references(track::id)] track_id: TrackId,
    }
}

table! {
    #[table(name = "Employee")]
    pub employee as Employee {
        #[primary_key, column(name = "EmployeeId")] id: EmployeeId,
        #[column(name = "LastName"), sql(varchar(20))] last_name: String,
        #[column(name = "FirstName"), sql(varchar(20))] first_name: String,
        #[column(name = "Title"), sql(varchar(30))] title: Option<String>,
        #[index, column(name = "ReportsTo"), references(employee::id)]
        reports_to: Option<EmployeeId>,
        #[column(name = "BirthDate"), sql(varchar(10))] birth_date: Option<String>,
        #[column(name = "HireDate"), sql(varchar(10))] hire_date: Option<String>,
        #[column(name = "Address"), sql(varchar(70))] address: Option<String>,
        #[column(name = "City"), sql(varchar(40))] city: Option<String>,
        #[column(name = "State"), sql(varchar(40))] state: Option<String>,
        #[column(name = "Country"), sql(varchar(40))] country: Option<String>,
        #[column(name = "PostalCode"), sql(varchar(10))] postal_code: Option<String>,
        #[column(name = "Phone"), sql(varchar(24))] phone: Option<String>,
        #[column(name = "Fax"), sql(varchar(24))] fax: Option<String>,
        #[column(name = "Email"), sql(varchar(60))] email: Option<String>,

        manager: BelongsTo<employee::reports, reports_to>,
        reports: HasMany<employee::manager>,
        customers: HasMany<customer::support_rep>,
    }
}

table! {
    #[table(name = "Customer")]
    pub customer as Customer {
        #[primary_key, column(name = "CustomerId")] id: CustomerId,
        #[column(name = "FirstName"), sql(varchar(40))] first_name: String,
        #[column(name = "LastName"), sql(varchar(20))] last_name: String,
        #[column(name = "Company"), sql(varchar(80))] company: Option<String>,
        #[column(name = "Address"), sql(varchar(70))] address: Option<String>,
        #[column(name = "City"), sql(varchar(40))] city: Option<String>,
        #[column(name = "State"), sql(varchar(40))] state: Option<String>,
        #[column(name = "Country"), sql(varchar(40))] country: Option<String>,
        #[column(name = "PostalCode"), sql(varchar(10))] postal_code: Option<String>,
        #[column(name = "Phone"), sql(varchar(24))] phone: Option<String>,
        #[column(name = "Fax"), sql(varchar(24))] fax: Option<String>,
        #[column(name = "Email"), sql(varchar(60))] email: String,
        #[index, column(name = "SupportRepId"), references(employee::id)]
        support_rep_id: Option<EmployeeId>,

        support_rep: BelongsTo<employee::customers, support_rep_id>,
        invoices: HasMany<invoice::customer>,
    }
}

table! {
    #[table(name = "Invoice")]
    pub invoice as Invoice {
        #[primary_key, column(name = "InvoiceId")] id: i64,
        #[index, column(name = "CustomerId"), references(customer::id)] customer_id: CustomerId,
        #[column(name = "InvoiceDate"), sql(varchar(10))] date: String,
        #[column(name = "BillingAddress"), sql(varchar(70))] billing_address: Option<String>,
        #[column(name = "BillingCity"), sql(varchar(40))] billing_city: Option<String>,
        #[column(name = "BillingState"), sql(varchar(40))] billing_state: Option<String>,
        #[column(name = "BillingCountry"), sql(varchar(40))] billing_country: Option<String>,
        #[column(name = "BillingPostalCode"), sql(varchar(10))]
        billing_postal_code: Option<String>,
        #[column(name = "Total")] total: f64,

        customer: BelongsTo<customer::invoices, customer_id>,
        lines: HasMany<invoice_line::invoice>,
    }
}

table! {
    #[table(name = "InvoiceLine")]
    pub invoice_line as InvoiceLine {
        #[primary_key, column(name = "InvoiceLineId")] id: i64,
        #[index, column(name = "InvoiceId"), references(invoice::id)] invoice_id: i64,
        #[index, column(name = "TrackId"), references(track::id)] track_id: TrackId,
        #[column(name = "UnitPrice")] unit_price: f64,
        #[column(name = "Quantity")] quantity: i64,

        invoice: BelongsTo<invoice::lines, invoice_id>,
        track: BelongsTo<track::sales, track_id>,
    }
}

schema! {
    pub chinook: artist, album, genre, media_type, track, playlist, playlist_track, employee,
        customer, invoice, invoice_line
}
