//! Turns one picture from a camera or a drawing program into the prints that pages show.
//!
//! Every print is upright, in sRGB, no larger than a screen needs, and holds pixels only: where and by whom a picture was
//! taken does not outlive the decoding.

use super::exif::orientation_of;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::io::Cursor;

/// Changes when the same picture would give other prints.
pub const DEVELOPER: &str = "prints 1";

/// Widths of WebP prints: a phone, a phone of fine pixels or a column of text, a desk.
const WIDTHS: [u32; 3] = [480, 960, 1600];
/// The largest print is no longer than this on either side,
const SIDE_MAX: u32 = 2400;
/// but a panorama, which is dragged along, is bounded by its height.
const PANORAMA_HEIGHT_MAX: u32 = 1080;
const PANORAMA_WIDTH_MAX: u32 = 8000;
/// A picture this many times as wide as high is a panorama.
const PANORAMA: f64 = 2.5;
/// Room for the pixels of the largest picture that is let in, at 16 bits a channel.
const DECODER_BYTES_MAX: u64 = 1 << 30;
const JPEG_QUALITY: u8 = 82;
/// Of a copy that stands for the original before a jury.
const JPEG_QUALITY_OF_COPY: u8 = 95;
const WEBP_QUALITY: f32 = 78.0;
/// Drawings and screenshots come as PNG; their edges suffer first.
const WEBP_QUALITY_OF_PNG: f32 = 90.0;

/// The form of the largest print, which every browser and every office can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For photographs.
    Jpeg,
    /// For pictures one can see through.
    Png,
}

impl Form {
    /// How names of files of this form end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// The prints of one picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prints {
    /// The largest, as JPEG or PNG.
    pub full: Vec<u8>,
    /// The others by their width in pixels, as WebP.
    pub webp: Vec<(u32, Vec<u8>)>,
}

/// A picture of this size and larger is a panorama if it is much wider than high.
#[must_use]
pub fn is_panorama((width, height): (u32, u32)) -> bool {
    f64::from(width) >= PANORAMA * f64::from(height)
}

/// Size in pixels of the largest print of a picture of `size`, never larger than the picture itself.
#[must_use]
pub fn full_size(size: (u32, u32)) -> (u32, u32) {
    let (width, height) = (f64::from(size.0), f64::from(size.1));
    let (width_max, height_max) =
        if is_panorama(size) { (PANORAMA_WIDTH_MAX, PANORAMA_HEIGHT_MAX) } else { (SIDE_MAX, SIDE_MAX) };
    let scale = (f64::from(width_max) / width).min(f64::from(height_max) / height).min(1.0);
    let scaled = |length: f64| ((length * scale).round() as u32).max(1);
    (scaled(width), scaled(height))
}

/// Widths in pixels of the WebP prints of a picture of `size`, narrowest first.
#[must_use]
pub fn widths_of(size: (u32, u32)) -> Vec<u32> {
    let (full, _) = full_size(size);
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|width| *width < full).collect();
    if full <= WIDTHS[WIDTHS.len() - 1] || is_panorama(size) {
        widths.push(full);
    }
    widths
}

/// Makes all prints of the picture in `bytes`, which is of `size` when upright; the largest has this `form`.
///
/// # Errors
/// Says why the picture cannot be decoded.
pub fn develop(bytes: &[u8], size: (u32, u32), form: Form) -> Result<Prints, String> {
    let full = full_size(size);
    let picture = upright(bytes, full)?;
    let quality = if bytes.starts_with(b"\x89PNG") { WEBP_QUALITY_OF_PNG } else { WEBP_QUALITY };
    let mut webp = Vec::new();
    for width in widths_of(size) {
        let print =
            if width == full.0 { None } else { Some(resized(&picture, (width, height_for(width, full)))?) };
        webp.push((width, webp_of(print.as_ref().unwrap_or(&picture), quality)?));
    }
    Ok(Prints { full: encoded(&picture, form, JPEG_QUALITY)?, webp })
}

/// Makes the largest print alone, for papers.
///
/// # Errors
/// Says why the picture cannot be decoded.
pub fn full_print(bytes: &[u8], size: (u32, u32), form: Form) -> Result<Vec<u8>, String> {
    encoded(&upright(bytes, full_size(size))?, form, JPEG_QUALITY)
}

/// The picture with every pixel it has, in a form that every office can open.
///
/// # Errors
/// Says why the picture cannot be decoded.
pub fn same_size_print(bytes: &[u8], size: (u32, u32), form: Form) -> Result<Vec<u8>, String> {
    encoded(&upright(bytes, size)?, form, JPEG_QUALITY_OF_COPY)
}

/// The pixels scaled to `full` and turned as the camera was held.
fn upright(bytes: &[u8], full: (u32, u32)) -> Result<DynamicImage, String> {
    let turn = orientation_of(bytes).and_then(|value| Orientation::from_exif(u8::try_from(value).ok()?));
    let is_lying = turn.is_some_and(|turn| turn.to_exif() >= 5);
    let mut picture = decode(bytes, if is_lying { (full.1, full.0) } else { full })?;
    if let Some(turn) = turn {
        picture.apply_orientation(turn);
    }
    Ok(picture)
}

/// The height that keeps the shape of `size` at `width`.
fn height_for(width: u32, size: (u32, u32)) -> u32 {
    let height = f64::from(width) * f64::from(size.1) / f64::from(size.0.max(1));
    (height.round() as u32).max(1)
}

/// The pixels scaled to `target`, in sRGB, 8 bits a channel, still lying as the camera lay.
fn decode(bytes: &[u8], target: (u32, u32)) -> Result<DynamicImage, String> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(said)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(said)?;
    let profile = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(said)?;
    let picture = if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    };
    let is_larger = (picture.width(), picture.height()) != target;
    let picture = if is_larger { resized(&picture, target)? } else { picture };
    Ok(match profile.and_then(|profile| ColorProfile::new_from_slice(&profile).ok()) {
        Some(profile) if profile.color_space == DataColorSpace::Rgb => in_srgb(picture, &profile),
        _ => picture,
    })
}

/// Colours as the screens of offices show them. A profile that cannot be applied is passed over: the picture is then a
/// shade off, not lost.
fn in_srgb(picture: DynamicImage, profile: &ColorProfile) -> DynamicImage {
    let layout = if picture.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let transform =
        profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, TransformOptions::default());
    let Ok(transform) = transform else { return picture };
    let (width, height) = (picture.width(), picture.height());
    let mut pixels = vec![0; picture.as_bytes().len()];
    if transform.transform(picture.as_bytes(), &mut pixels).is_err() {
        return picture;
    }
    picture_of(pixels, (width, height), picture.color().has_alpha()).unwrap_or(picture)
}

fn picture_of(pixels: Vec<u8>, (width, height): (u32, u32), has_alpha: bool) -> Option<DynamicImage> {
    if has_alpha {
        RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
    }
}

fn resized(picture: &DynamicImage, (width, height): (u32, u32)) -> Result<DynamicImage, String> {
    let has_alpha = picture.color().has_alpha();
    let pixel = if has_alpha { PixelType::U8x4 } else { PixelType::U8x3 };
    let source = ImageRef::new(picture.width(), picture.height(), picture.as_bytes(), pixel).map_err(said)?;
    let mut target = Image::new(width, height, pixel);
    Resizer::new().resize(&source, &mut target, &ResizeOptions::new()).map_err(said)?;
    picture_of(target.into_vec(), (width, height), has_alpha).ok_or_else(|| "no room".to_owned())
}

fn webp_of(picture: &DynamicImage, quality: f32) -> Result<Vec<u8>, String> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = if picture.color().has_alpha() {
        webp::Encoder::from_rgba(picture.as_bytes(), width, height)
    } else {
        webp::Encoder::from_rgb(picture.as_bytes(), width, height)
    };
    encoder.encode_simple(false, quality).map(|print| print.to_vec()).map_err(|error| format!("{error:?}"))
}

fn encoded(picture: &DynamicImage, form: Form, quality: u8) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let done = match form {
        Form::Png => picture.write_to(&mut Cursor::new(&mut out), image::ImageFormat::Png),
        Form::Jpeg => JpegEncoder::new_with_quality(&mut out, quality).encode_image(&picture.to_rgb8()),
    };
    done.map_err(said)?;
    Ok(out)
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_are_made_for_phone_and_desk_and_never_larger_than_the_picture() {
        assert_eq!(full_size((6000, 4000)), (2400, 1600));
        assert_eq!(widths_of((6000, 4000)), [480, 960, 1600]);
        assert_eq!(full_size((1200, 900)), (1200, 900));
        assert_eq!(widths_of((1200, 900)), [480, 960, 1200]);
        assert_eq!(widths_of((300, 200)), [300]);
        assert_eq!(full_size((3000, 6000)), (1200, 2400));
        assert_eq!(full_size((12_000, 3000)), (4320, 1080));
        assert_eq!(widths_of((12_000, 3000)), [480, 960, 1600, 4320]);
        assert_eq!(full_size((90_000, 1)), (8000, 1));
    }
}
