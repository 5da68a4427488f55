// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_IMPL_JSON_READER_IPP
#define CONNECTPSP_CODEC_IMPL_JSON_READER_IPP

#include <connectpsp/codec/detail/short_equal.hpp>
#include <connectpsp/codec/json.hpp>
#include <connectpsp/core/version.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Weffc++" // frames are left unset until they are used
#endif

/// Turns the parser's events into reads of the fields that the frames' tables name. One handler
/// for every type: a frame is an object or array that is being read, and what is known of it.
class json_reader {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    using error_code = boost::system::error_code;
    using text_view = boost::json::string_view;

    explicit json_reader(container_target document) noexcept : top_(frames_) {
        top_->inside = document;
        top_->begin();
    }

    bool on_document_begin(error_code&) noexcept { return true; }
    bool on_document_end(error_code&) noexcept { return true; }

    bool on_object_begin(error_code& ec) { return begin_container(token_kind::object, ec); }
    bool on_array_begin(error_code& ec) { return begin_container(token_kind::array, ec); }

    bool on_object_end(std::size_t, error_code& ec) noexcept {
        if (std::uint64_t const missing = top_->inside.table->required & ~top_->seen) [[unlikely]] {
            top_->current = top_->inside.table->fields + std::countr_zero(missing);
            return fail(errc::missing_member, ec);
        }
        if (top_->inside.table->conversion != nullptr) [[unlikely]]
            return convert(ec);
        --top_;
        return true;
    }

    bool on_array_end(std::size_t, error_code&) noexcept {
        --top_;
        return true;
    }

    bool on_key(text_view part, std::size_t size, error_code& ec) noexcept {
        // Senders keep the order of the documentation, so the first guess is nearly always right.
        frame& in = *top_;
        field const* const guess = in.expected;
        if (size == part.size() && equal_keys(guess->key, {part.data(), part.size()})) [[likely]]
            return begin_member(in, guess, ec);
        return other_key({part.data(), part.size()}, size, ec);
    }

    bool on_key_part(text_view part, std::size_t, error_code&) noexcept {
        append_key({part.data(), part.size()});
        return true;
    }

    bool on_string(text_view part, std::size_t size, error_code& ec) {
        if (size != part.size()) [[unlikely]]
            return escaped_string(part, ec);
        return scalar({.kind = token_kind::string, .text = {part.data(), part.size()}}, ec);
    }

    bool on_string_part(text_view part, std::size_t, error_code&) {
        if (top_->current != nullptr) append_secret(escaped_text_, {part.data(), part.size()});
        return true;
    }

    // Numbers are read from their text: the parser's own values are never exact enough to trust.
    bool on_int64(std::int64_t, text_view text, error_code& ec) { return number(text, ec); }
    bool on_uint64(std::uint64_t, text_view text, error_code& ec) { return number(text, ec); }
    bool on_double(double, text_view text, error_code& ec) { return number(text, ec); }

    // A number comes in parts only when the document ends inside it, which is an error already.
    bool on_number_part(text_view, error_code&) noexcept { return true; }

    CONNECTPSP_NOINLINE bool on_bool(bool truth, error_code& ec) {
        return scalar({.kind = token_kind::boolean, .truth = truth}, ec);
    }

    /// A member that is null is as good as absent; an element is not.
    CONNECTPSP_NOINLINE bool on_null(error_code& ec) {
        if (top_->inside.table->element != nullptr) return scalar({.kind = token_kind::null}, ec);
        if (top_->current != nullptr && top_->current->required)
            return fail(errc::missing_member, ec);
        ++top_->begun;
        return true;
    }

    /// A string whose text had to be repaired. A member that is not prose takes it as a value of
    /// another kind, so that an id, a code or a key is never made of it.
    bool on_repaired_string(std::string_view text, error_code& ec) {
        bool const prose = top_->current != nullptr && top_->current->prose;
        if (scalar({.kind = prose ? token_kind::string : token_kind::repaired, .text = text}, ec))
            return true;
        ec = errc::json_syntax;
        return false;
    }

    bool on_comment_part(text_view, error_code&) noexcept { return true; }
    bool on_comment(text_view, error_code&) noexcept { return true; }

    /// Where the reader stands, as a JSON pointer: the walk of the frames. An error of the parser
    /// itself is between two elements and not inside the last one.  RFC 6901
    std::string pointer(bool between_values) const {
        std::string text;
        for (frame const* each = frames_; each <= top_; ++each) {
            if (between_values && each == top_ && each->begun != 0) continue;
            if (each->inside.table->shape == shape::object && each->current != nullptr)
                text.append("/").append(each->current->key);
            else if (each->inside.table->shape == shape::array && each->begun != 0)
                text.append("/").append(std::to_string(each->begun - 1));
        }
        return text;
    }

    json_reader(json_reader const&) = delete;
    json_reader& operator=(json_reader const&) = delete;
    ~json_reader() {
        forget_escaped_text();
        for (; top_ != frames_; --top_)
            discard();
    }

private:
    struct frame {
        container_target inside;
        field const* expected; ///< where a key is looked for first: behind the one before
        std::uint64_t seen;    ///< the bits of an object's members that came
        field const* current;  ///< the field that the next value belongs to; null skips that value
        std::size_t begun;     ///< values, since the last key where there are keys

        void begin() noexcept {
            current = inside.table->element;
            expected = inside.table->fields;
            seen = 0;
            begun = 0;
        }
    };

    /// A container that is not read: no key is known in it, so that every value is skipped.
    static constexpr field nobody{};
    static constexpr type_table skipped{.fields = &nobody, .shape = shape::document};

    CONNECTPSP_NOINLINE static bool fail(errc code, error_code& ec) noexcept {
        ec = code;
        return false;
    }

    /// Ends an object that is decoded into members of its own.
    CONNECTPSP_NOINLINE bool convert(error_code& ec) {
        if (errc const wrong =
                top_->inside.table->conversion->finish(top_->inside.owner, top_->current);
            wrong != no_error)
            return fail(wrong, ec);
        discard();
        --top_;
        return true;
    }

    void discard() noexcept {
        if (conversion const* const made = top_->inside.table->conversion)
            made->discard(top_->inside.owner);
    }

    static bool begin_member(frame& in, field const* member, error_code& ec) noexcept {
        in.current = member;
        in.begun = 0;
        in.expected = member + 1;
        if ((in.seen & member->bit) != 0) [[unlikely]]
            return pass_over_again(in, member, ec);
        in.seen |= member->bit;
        return true;
    }

    /// Passes over a remark that appears again: it decides nothing, and must not cost the rest. Any
    /// other member may appear once.
    CONNECTPSP_NOINLINE static bool pass_over_again(frame& in, field const* member,
                                                    error_code& ec) noexcept {
        if (!member->remark) return fail(errc::duplicate_member, ec);
        in.current = nullptr;
        return true;
    }

    /// Any key but the one that was expected.
    CONNECTPSP_NOINLINE bool other_key(std::string_view key, std::size_t size,
                                       error_code& ec) noexcept {
        if (size != key.size()) {
            append_key(key);
            key = {escaped_key_, std::exchange(escaped_key_size_, 0)};
        }
        frame& in = *top_;
        for (field const* at = in.inside.table->fields; at->bit != 0; ++at)
            if (equal_keys(at->key, key) || at->key == key) return begin_member(in, at, ec);
        in.current = nullptr;
        return !in.inside.table->closed || fail(errc::unknown_member, ec);
    }

    /// An unescaped key that is longer than every key of ours stays an unknown one when it is cut.
    void append_key(std::string_view part) noexcept {
        std::size_t const taken = (std::min)(part.size(), sizeof escaped_key_ - escaped_key_size_);
        std::memcpy(escaped_key_ + escaped_key_size_, part.data(), taken);
        escaped_key_size_ += taken;
    }

    CONNECTPSP_NOINLINE bool escaped_string(text_view last, error_code& ec) {
        if (top_->current == nullptr) return true;
        append_secret(escaped_text_, {last.data(), last.size()});
        bool const read = scalar({.kind = token_kind::string, .text = escaped_text_}, ec);
        forget_escaped_text();
        return read;
    }

    void forget_escaped_text() noexcept {
        wipe(escaped_text_.data(), escaped_text_.size());
        escaped_text_.clear();
    }

    CONNECTPSP_NOINLINE bool number(text_view text, error_code& ec) {
        return scalar({.kind = token_kind::number, .text = {text.data(), text.size()}}, ec);
    }

    /// Hands a token to the field it belongs to; false when that has set an error.
    static bool read(frame& in, json_token const& value, container_target& inside, error_code& ec) {
        ++in.begun;
        errc const wrong = in.current->read(in.inside.owner, value, inside);
        if (wrong == no_error) [[likely]]
            return true;
        return in.current->lenient || fail(wrong, ec);
    }

    bool scalar(json_token const& value, error_code& ec) {
        frame& in = *top_;
        return in.current == nullptr || read(in, value, top_[1].inside, ec);
    }

    bool begin_container(token_kind kind, error_code& ec) {
        frame& in = *top_;
        frame& next = top_[1];
        next.inside = {nullptr, &skipped};
        if (in.current != nullptr && !read(in, {.kind = kind}, next.inside, ec)) return false;
        next.begin();
        ++top_;
        return true;
    }

    frame* top_;
    std::size_t escaped_key_size_ = 0;
    std::string escaped_text_;
    char escaped_key_[max_key_bytes + 1];
    frame frames_[limits::json_depth + 2]; // the document's, and one above the deepest value
};

/// Whether every byte is a character of its own.
inline bool is_ascii(std::string_view text) noexcept {
    std::uint64_t parts[4] = {};
    for (; text.size() >= sizeof parts; text.remove_prefix(sizeof parts))
        for (std::size_t i = 0; i != 4; ++i)
            parts[i] |= load<std::uint64_t>(text.data() + 8 * i);
    std::uint64_t bits = (parts[0] | parts[1]) | (parts[2] | parts[3]);
    for (char const c : text)
        bits |= static_cast<unsigned char>(c);
    return (bits & 0x8080808080808080) == 0;
}

/// The parser's complaint in our words.
inline errc to_errc(boost::system::error_code const& code) noexcept {
    if (code == boost::json::error::incomplete) return errc::json_incomplete;
    if (code == boost::json::error::too_deep) return errc::json_too_deep;
    return errc::json_syntax;
}

/// Why a reading stopped, and where.
/// @param at_end whether a syntax error there means that the document was cut
CONNECTPSP_NOINLINE inline error complaint_of(json_reader const& reader,
                                              boost::system::error_code const& ec, bool at_end) {
    error_context context{.pointer = reader.pointer(ec.category() != core_category())};
    if (ec.category() == core_category())
        return error{static_cast<errc>(ec.value()), std::move(context)};
    context.underlying = ec;
    // A document that ends inside a number is a syntax error to the parser.
    errc const code = to_errc(ec);
    bool const cut = ec == boost::json::error::syntax && at_end;
    return error{cut ? errc::json_incomplete : code, std::move(context)};
}

CONNECTPSP_DECL std::optional<error> read_document(std::string_view text,
                                                   container_target document) {
    if (text.size() > limits::response_body_bytes) return error{errc::body_too_large};
    boost::json::parse_options options;
    options.max_depth = limits::json_depth;
    // Where none can be, the parser need not look for it, which costs it a tenth of its time.
    options.allow_invalid_utf8 = is_ascii(text);
    boost::json::basic_parser<json_reader> parser{options, document};
    boost::system::error_code ec;
    std::size_t const read = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec.failed() && read == text.size()) [[likely]]
        return std::nullopt;
    if (!ec.failed()) return error{errc::json_trailing_bytes};
    return complaint_of(parser.handler(), ec, read == text.size());
}

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

} // namespace connectpsp::detail

#endif
