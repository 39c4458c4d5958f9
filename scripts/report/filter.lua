-- filter.lua - what pandoc 2.17 does not do by itself for readers who do not see, and for Word.
--
--   figures   only pictures from figures/ come in; in Word the text alternative and the caption are two things
--   captions  in Word their numbers are fields, so that Word can list tables and figures, and number them anew
--   Word      a draft in a template of the city's own says so at every chapter
--   frame     the title block stands before the contents
--   raw code  nothing raw passes: the report needs none, and texts that people write can not bring any; nor a link that runs
--             something, nor an attribute that we have no use for
--
-- Whatever is handed back is read anew by pandoc, with all that stands in it: what stays as it is, is not handed back, and no table is
-- looked into. What their cells head is said in the page (pipeline/publish/page).

local word = FORMAT == "docx"

local function is_ours(src)
  return src:match("^figures/[%w%-]+%.svg$") ~= nil or src:match("^figures/[%w%-]+%.png$") ~= nil
end

local HARMLESS = { role = true, ["aria-label"] = true, tabindex = true, alt = true, width = true, ["custom-style"] = true }

local function without_others(element)
  local others = {}
  for name, _ in pairs(element.attributes) do
    if not HARMLESS[name] then
      table.insert(others, name)
    end
  end
  for _, name in ipairs(others) do
    element.attributes[name] = nil
  end
  return #others > 0 and element or nil
end

-- "Tabell 5. ..." with its number as the field that Word's own captions have; the number that stands there is kept.
local function with_field(inlines)
  local label, number = inlines[1], inlines[3]
  local digits = number and number.t == "Str" and number.text:match("^(%d+)%.$")
  if not digits or label.t ~= "Str" or (label.text ~= "Tabell" and label.text ~= "Figur") then
    return inlines
  end
  local field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> SEQ ' .. label.text ..
    ' \\* ARABIC </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>' .. digits ..
    '</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
  local out = pandoc.List({ label, pandoc.Str("\u{a0}"), pandoc.RawInline("openxml", field), pandoc.Str(".") })
  for i = 4, #inlines do
    out:insert(inlines[i])
  end
  return out
end

Div = without_others

function Image(image)
  if not is_ours(image.src) then
    return image.caption
  end
  return without_others(image)
end

function Para(para)
  local image = para.content[1]
  if not word or #para.content ~= 1 or image.t ~= "Image" or not is_ours(image.src) then
    return nil
  end
  local caption = image.caption
  image.caption = { pandoc.Str(image.attributes.alt or "") }
  image.title = ""
  image.attributes.alt = nil
  image.attributes.width = "16cm"
  return {
    pandoc.Div({ pandoc.Para({ image }) }, pandoc.Attr("", {}, { ["custom-style"] = "Captioned Figure" })),
    pandoc.Div({ pandoc.Para(with_field(caption)) }, pandoc.Attr("", {}, { ["custom-style"] = "Image Caption" })),
  }
end

-- With a template of the city's own, whose head is not ours, every chapter says that it is a draft.
local function marked(doc)
  local status = {}
  for _, key in ipairs({ "draft", "synthetic" }) do
    if doc.meta[key] then
      table.insert(status, pandoc.utils.stringify(doc.meta[key]))
    end
  end
  local blocks = {}
  for _, block in ipairs(doc.blocks) do
    table.insert(blocks, block)
    if block.t == "Header" and block.level == 1 and #status > 0 then
      table.insert(blocks, pandoc.Para({ pandoc.Strong({ pandoc.Str(table.concat(status, ". ")) }) }))
    end
  end
  doc.blocks = blocks
  return doc
end

function Pandoc(doc)
  if word then
    return doc.meta["own-template"] and marked(doc) or nil
  end
  local before, rest = {}, {}
  for _, block in ipairs(doc.blocks) do
    if block.t == "Div" and (block.classes:includes("frame") or block.classes:includes("notice")) then
      table.insert(before, block)
    else
      table.insert(rest, block)
    end
  end
  doc.meta.before = pandoc.MetaBlocks(before)
  doc.blocks = rest
  return doc
end

-- To a place in the report, to a page or to somebody: anything else is text.
function Link(link)
  local target = link.target:lower()
  if not (target:match("^#") or target:match("^https?://") or target:match("^mailto:")) then
    return link.content
  end
  return without_others(link)
end

-- docx.sh marks the numbers of tables.
function Span(span)
  if word and span.classes:includes("number") then
    return with_field(span.content)
  end
  return without_others(span)
end

Header, Code, CodeBlock = without_others, without_others, without_others

function RawBlock()
  return {}
end

function RawInline()
  return {}
end
