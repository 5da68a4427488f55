#ifndef CONNECTPSP_IMPL_CODEC_JSON_READER_IPP
#define CONNECTPSP_IMPL_CODEC_JSON_READER_IPP

#include <connectpsp/codec/json.hpp>
#include <connectpsp/detail/short_equal.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <bit>
#include <cstring>

namespace connectpsp::detail {

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

    explicit json_reader(children document) noexcept : top_(frames_) {
        begin_frame(*top_, document);
        top_->current = document.table->fields;
    }

    bool on_document_begin(error_code&) noexcept { return true; }
    bool on_document_end(error_code&) noexcept { return true; }

    bool on_object_begin(error_code& ec) { return begin_container(token_kind::object, ec); }
    bool on_array_begin(error_code& ec) { return begin_container(token_kind::array, ec); }

    bool on_object_end(std::size_t, error_code& ec) {
        if (skipped_levels_ == 0) {
            if (std::uint64_t const missing = top_->table->required & ~top_->seen) {
                top_->current = top_->table->fields + std::countr_zero(missing);
                return fail(errc::missing_member, ec);
            }
        }
        return end_container();
    }

    bool on_array_end(std::size_t, error_code&) noexcept { return end_container(); }

    bool on_key(text_view part, std::size_t size, error_code& ec) noexcept {
        if (skipped_levels_ != 0) return true;
        std::string_view key{part.data(), part.size()};
        if (size != part.size()) [[unlikely]] {
            append_key(key);
            key = {escaped_key_, escaped_key_size_};
        }
        escaped_key_size_ = 0;
        top_->current = find(*top_, key);
        if (top_->current != nullptr) {
            std::uint64_t const bit = std::uint64_t{1} << (top_->current - top_->table->fields);
            if (top_->seen & bit) return fail(errc::duplicate_member, ec);
            top_->seen |= bit;
        }
        return true;
    }

    bool on_key_part(text_view part, std::size_t, error_code&) noexcept {
        if (skipped_levels_ == 0) append_key({part.data(), part.size()});
        return true;
    }

    bool on_string(text_view part, std::size_t size, error_code& ec) {
        if (skipped_levels_ != 0) return true;
        std::string_view text{part.data(), part.size()};
        if (size != part.size()) [[unlikely]]
            text = escaped_text_.append(text);
        bool const read = scalar({.kind = token_kind::string, .text = text}, ec);
        if (!escaped_text_.empty()) forget_escaped_text();
        return read;
    }

    bool on_string_part(text_view part, std::size_t, error_code&) {
        if (skipped_levels_ == 0) escaped_text_.append(part.data(), part.size());
        return true;
    }

    // Numbers are read from their text: the parser's own values are never exact enough to trust.
    bool on_int64(std::int64_t, text_view text, error_code& ec) { return number(text, ec); }
    bool on_uint64(std::uint64_t, text_view text, error_code& ec) { return number(text, ec); }
    bool on_double(double, text_view text, error_code& ec) { return number(text, ec); }

    // A number comes in parts only when the document ends inside it, which is an error already.
    bool on_number_part(text_view, error_code&) noexcept { return true; }

    bool on_bool(bool truth, error_code& ec) {
        return skipped_levels_ != 0 || scalar({.kind = token_kind::boolean, .truth = truth}, ec);
    }

    bool on_null(error_code& ec) {
        return skipped_levels_ != 0 || scalar({.kind = token_kind::null}, ec);
    }

    bool on_comment_part(text_view, error_code&) noexcept { return true; }
    bool on_comment(text_view, error_code&) noexcept { return true; }

    /// Where the reader stands, as a JSON pointer: the walk of the frames.  RFC 6901
    std::string pointer() const {
        std::string text;
        for (frame const* each = frames_; each <= top_; ++each) {
            if (each->table->shape == shape::array && each->count != 0)
                text.append("/").append(std::to_string(each->count - 1));
            else if (each->table->shape == shape::object && each->current != nullptr)
                text.append("/").append(each->current->key);
        }
        return text;
    }

    ~json_reader() { forget_escaped_text(); }

private:
    struct frame {
        void* owner;
        type_table const* table;
        field const* current;  ///< the field whose value comes next; null skips that value
        field const* expected; ///< where a key is looked for first: behind the one before
        std::uint64_t seen;    ///< of an object: a bit a field
        std::size_t count;     ///< of an array: elements begun
    };

    static void begin_frame(frame& made, children inside) noexcept {
        made.owner = inside.owner;
        made.table = inside.table;
        made.current = inside.table->shape == shape::object ? nullptr : inside.table->fields;
        made.expected = inside.table->fields;
        made.seen = 0;
        made.count = 0;
    }

    static bool fail(errc code, error_code& ec) noexcept {
        ec = code;
        return false;
    }

    /// Senders keep the order of the documentation, so the first guess is nearly always right.
    static field const* find(frame& in, std::string_view key) noexcept {
        field const* const first = in.table->fields;
        field const* const last = first + in.table->size;
        field const* at = in.expected;
        for (std::size_t left = in.table->size; left != 0; --left) {
            if (at == last) at = first;
            if (short_equal(at->key, key)) {
                in.expected = at + 1;
                return at;
            }
            ++at;
        }
        return nullptr;
    }

    /// An unescaped key that is longer than every key of ours stays an unknown one when it is cut.
    void append_key(std::string_view part) noexcept {
        std::size_t const taken = std::min(part.size(), sizeof escaped_key_ - escaped_key_size_);
        std::memcpy(escaped_key_ + escaped_key_size_, part.data(), taken);
        escaped_key_size_ += taken;
    }

    void forget_escaped_text() noexcept {
        wipe(escaped_text_.data(), escaped_text_.size());
        escaped_text_.clear();
    }

    bool number(text_view text, error_code& ec) {
        return skipped_levels_ != 0 ||
               scalar({.kind = token_kind::number, .text = {text.data(), text.size()}}, ec);
    }

    /// Hands a token to the field it belongs to; false when that has set an error.
    bool read(token const& value, children& inside, error_code& ec) {
        frame& in = *top_;
        if (in.table->shape == shape::array) ++in.count;
        field const& wanted = *in.current;
        errc wrong = no_error;
        if (value.kind == token_kind::null && in.table->shape == shape::object)
            wrong = wanted.required ? errc::missing_member : no_error;
        else
            wrong = wanted.read(in.owner, value, inside);
        if (wrong == no_error) [[likely]]
            return true;
        if (in.table->lenient && wrong == errc::wrong_type) return true;
        return fail(wrong, ec);
    }

    bool scalar(token const& value, error_code& ec) {
        if (top_->current == nullptr) return true;
        children inside;
        if (!read(value, inside, ec)) return false;
        value_is_over();
        return true;
    }

    bool begin_container(token_kind kind, error_code& ec) {
        if (skipped_levels_ != 0 || top_->current == nullptr) {
            ++skipped_levels_;
            return true;
        }
        children inside;
        if (!read({.kind = kind}, inside, ec)) return false;
        if (inside.table == nullptr)
            ++skipped_levels_; // of the wrong type, in a lenient table
        else
            begin_frame(*++top_, inside);
        return true;
    }

    bool end_container() noexcept {
        if (skipped_levels_ != 0) {
            if (--skipped_levels_ == 0) value_is_over();
            return true;
        }
        --top_;
        value_is_over();
        return true;
    }

    /// Forgets a member's key behind its value, so that an error between two members points at
    /// neither of them.
    void value_is_over() noexcept {
        if (top_->table->shape == shape::object) top_->current = nullptr;
    }

    frame* top_;
    std::size_t skipped_levels_ = 0;
    std::size_t escaped_key_size_ = 0;
    std::string escaped_text_;
    char escaped_key_[max_key_bytes + 1];
    frame frames_[limits::json_depth + 1];
};

/// The parser's complaint in our words. Our own codes pass through it unchanged.
inline errc to_errc(boost::system::error_code const& code) noexcept {
    if (code.category() == core_category()) return static_cast<errc>(code.value());
    if (code == boost::json::error::incomplete) return errc::json_incomplete;
    if (code == boost::json::error::too_deep) return errc::json_too_deep;
    if (code == boost::json::error::exponent_overflow) return errc::out_of_range;
    return errc::json_syntax;
}

CONNECTPSP_DECL std::optional<error> read_document(std::string_view text, children document) {
    if (text.size() > limits::response_body_bytes) return error{errc::body_too_large};
    boost::json::parse_options options;
    options.max_depth = limits::json_depth;
    boost::json::basic_parser<json_reader> parser{options, document};
    boost::system::error_code ec;
    std::size_t const read = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec.failed() && read == text.size()) [[likely]]
        return std::nullopt;
    if (!ec.failed()) return error{errc::json_trailing_bytes};
    error_context context{.pointer = parser.handler().pointer()};
    if (ec.category() != core_category()) context.cause = ec;
    return error{to_errc(ec), std::move(context)};
}

} // namespace connectpsp::detail

#endif
